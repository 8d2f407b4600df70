package org.practicehub.mappings.samples;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Translation;

/** A translation as one bundle: what is written, and before it what was found wrong. */
public final class Outcome {

    private Outcome() {}

    public static Bundle of(Translation translation) {
        Bundle bundle = new Bundle().setType(BundleType.COLLECTION);
        OperationOutcome outcome = new OperationOutcome();
        translation.hold().ifPresent(why -> issue(outcome, why).setSeverity(IssueSeverity.FATAL));
        translation.problems().forEach(problem -> issue(outcome, problem));
        translation.stale().forEach(reference -> outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics("stale")
                .addExpression(reference));
        if (outcome.hasIssue()) {
            bundle.addEntry().setResource(outcome);
        }
        translation.changes().forEach(change -> bundle.addEntry().setResource(change.resource()));
        return bundle;
    }

    private static OperationOutcomeIssueComponent issue(OperationOutcome outcome, Problem problem) {
        return outcome.addIssue()
                .setSeverity(problem.severity().fhir())
                .setCode(problem.code().issueType())
                .setDetails(new CodeableConcept().setText(problem.code().name()))
                .setDiagnostics(problem.text())
                .addExpression(problem.place().toString());
    }
}
