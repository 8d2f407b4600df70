package org.practicehub.server.flow;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.server.access.Access.Caller;
import org.practicehub.server.flow.FlowSettings.Checklist;

/** Checklists as an answer of an operation, for one caller. */
record ChecklistAnswer(Caller caller) {

    record Looked(Checklist list, List<Finding> findings) {}

    Parameters of(Stream<Looked> lists) {
        Parameters answer = new Parameters();
        lists.forEach(looked -> {
            ParametersParameterComponent list = answer.addParameter().setName("list");
            list.addPart().setName("code").setValue(new CodeType(looked.list().code()));
            list.addPart()
                    .setName("title")
                    .setValue(new StringType(looked.list().title()));
            list.addPart().setName("open").setValue(new IntegerType((int)
                    looked.findings().stream().filter(Finding::isOpen).count()));
            list.addPart().setName("keeps-back").setValue(new IntegerType((int)
                    looked.findings().stream().filter(Finding::keepsBack).count()));
            looked.findings().forEach(finding -> item(list.addPart().setName("item"), finding));
        });
        return answer;
    }

    private void item(ParametersParameterComponent part, Finding finding) {
        FlowSettings.Item item = finding.item();
        part.addPart().setName("code").setValue(new CodeType(finding.name()));
        part.addPart().setName("title").setValue(new StringType(item.title()));
        part.addPart().setName("kind").setValue(new CodeType(item.how().code()));
        part.addPart().setName("mandatory").setValue(new BooleanType(item.mandatory()));
        part.addPart()
                .setName("outcome")
                .setValue(new CodeType(finding.outcome().code()));
        if (!finding.why().isEmpty()) {
            part.addPart().setName("why").setValue(new StringType(finding.why()));
        }
        part.addPart().setName("override").setValue(new BooleanType(Overrides.may(item, caller)));
        if (item.otherwise() != null) {
            part.addPart().setName("otherwise").setValue(new StringType(item.otherwise()));
            part.addPart().setName("otherwise-reason").setValue(new BooleanType(item.otherwiseReason()));
        }
        if (item.questionnaire() != null) {
            part.addPart().setName("questionnaire").setValue(new StringType(item.questionnaire()));
        }
    }
}
