package org.practicehub.server.messages;

import java.util.List;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.practicehub.mappings.feed.ConfigurationError;

/** Mistakes in configuration files as an OperationOutcome, with FHIR's extensions for line and column. */
final class FileMistakes {
    private static final String LINE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line";
    private static final String COLUMN = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col";

    private FileMistakes() {}

    static OperationOutcome of(List<ConfigurationError> mistakes) {
        OperationOutcome outcome = new OperationOutcome();
        mistakes.forEach(mistake -> {
            var issue = outcome.addIssue()
                    .setSeverity(IssueSeverity.ERROR)
                    .setCode(IssueType.INVALID)
                    .setDiagnostics(mistake.text())
                    .addExpression(mistake.file());
            issue.addExtension(LINE, new IntegerType(mistake.line()));
            issue.addExtension(COLUMN, new IntegerType(mistake.column()));
        });
        return outcome;
    }
}
