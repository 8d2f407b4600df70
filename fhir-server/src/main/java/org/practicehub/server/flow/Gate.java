package org.practicehub.server.flow;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.server.flow.Finding.Outcome;
import org.practicehub.server.flow.FlowSettings.Checklist;
import org.practicehub.server.flow.FlowSettings.Item;

/** Whether a visit may move on (practice.md, GATE): every item of its checklist, and how it stands. */
final class Gate {
    /** In the practice's file, whoever is no person. */
    static final String SYSTEM = "system";

    private final Flow flow;
    private final Facts facts;
    private final Ticks ticks;

    Gate(Flow flow, Facts facts, Ticks ticks) {
        this.flow = flow;
        this.facts = facts;
        this.ticks = ticks;
    }

    /** Those of this type of visit, in the practice's order. */
    List<Finding> look(Checklist list, Appointment appointment) {
        Map<String, Task> ticked = ticks.of(appointment);
        List<Finding> findings = new ArrayList<>();
        flow.items(list).forEach((name, item) -> {
            if (isFor(item, appointment)) {
                findings.add(finding(name, item, Optional.ofNullable(ticked.get(name)), appointment));
            }
        });
        return findings;
    }

    private Finding finding(String name, Item item, Optional<Task> tick, Appointment appointment) {
        Outcome said = tick.map(Ticks::outcome).orElse(Outcome.OPEN);
        Optional<String> reason = tick.flatMap(Ticks::reason);
        boolean stands =
                switch (said) {
                    case OPEN -> false;
                    // What the record decides nobody ticks.
                    case DONE -> item.how() == FlowSettings.Kind.TICKED;
                    case NOT_NEEDED -> item.otherwise() != null && (!item.otherwiseReason() || reason.isPresent());
                    case OVERRIDDEN -> reason.isPresent();
                };
        if (stands && said == Outcome.DONE) {
            return new Finding(name, item, Outcome.DONE, "");
        }
        Optional<String> missing = facts.missing(item, appointment);
        if (missing.isEmpty()) {
            return new Finding(name, item, Outcome.DONE, "");
        }
        return stands
                ? new Finding(name, item, said, reason.orElse(String.valueOf(item.otherwise())))
                : new Finding(name, item, Outcome.OPEN, missing.get());
    }

    private static boolean isFor(Item item, Appointment appointment) {
        return item.types().isEmpty()
                || appointment.getServiceType().stream()
                        .flatMap(type -> type.getCoding().stream())
                        .anyMatch(coding -> item.types().contains(coding.getCode()));
    }

    /** @throws BaseServerResponseException with an issue for each item that keeps the visit back */
    List<Finding> pass(Checklist list, Appointment appointment) {
        List<Finding> findings = look(list, appointment);
        List<Finding> open = findings.stream().filter(Finding::keepsBack).toList();
        if (!open.isEmpty()) {
            throw refused(list, open);
        }
        return findings;
    }

    private static BaseServerResponseException refused(Checklist list, List<Finding> open) {
        OperationOutcome outcome = new OperationOutcome();
        for (Finding finding : open) {
            outcome.addIssue()
                    .setSeverity(IssueSeverity.ERROR)
                    .setCode(IssueType.BUSINESSRULE)
                    .setDetails(Terms.concept(
                            Terms.ITEM, finding.name(), finding.item().title()))
                    .setDiagnostics(finding.item().title() + ": " + finding.why())
                    .addExpression(expression(finding.item()));
        }
        return new UnprocessableEntityException(list.title() + " is not complete: " + open.size() + " open.", outcome);
    }

    /** Where the answer is missing. */
    private static String expression(Item item) {
        return switch (item.how()) {
            case TICKED -> "Task.status";
            case DEMOGRAPHICS -> "Patient";
            case COVERAGE -> "Coverage";
            case CONSENT -> "Consent";
            case QUESTIONNAIRE -> "QuestionnaireResponse";
            case FOLLOW_UP -> "Appointment";
            case CHARGES -> "ChargeItem";
        };
    }

    static BaseServerResponseException refused(String code, String sentence, String expression) {
        OperationOutcome outcome = new OperationOutcome();
        CodeableConcept details = new CodeableConcept();
        details.addCoding().setSystem(Terms.REFUSAL).setCode(code);
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(IssueType.BUSINESSRULE)
                .setDetails(details)
                .setDiagnostics(sentence)
                .addExpression(expression);
        return new UnprocessableEntityException(sentence, outcome);
    }
}
