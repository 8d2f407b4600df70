package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.practicehub.server.scheduling.rules.Refusal;

/** Why something is not booked, as whoever asked is told it: with the parameter that it is about. */
final class Refused {

    private Refused() {}

    /** The kinds of reason. */
    enum Why {
        REQUIRED(IssueType.REQUIRED),
        INVALID(IssueType.INVALID),
        NOT_FOUND(IssueType.NOTFOUND),
        RULE(IssueType.BUSINESSRULE);

        private final IssueType code;

        Why(IssueType code) {
            this.code = code;
        }
    }

    static BaseServerResponseException because(Why why, String sentence, String parameter) {
        return new UnprocessableEntityException(sentence, outcome(why, sentence, parameter));
    }

    /** HTTP 409 that trying again does not cure. */
    private static final class TooLate extends BaseServerResponseException {
        private static final long serialVersionUID = 1;

        TooLate(String sentence, OperationOutcome outcome) {
            super(Constants.STATUS_HTTP_409_CONFLICT, sentence, outcome);
        }
    }

    /** By a rule of the practice: why, and what is open instead (S1). */
    static BaseServerResponseException byRule(Refusal refusal, String parameter) {
        OperationOutcome outcome = outcome(refusal, IssueSeverity.ERROR);
        outcome.getIssueFirstRep().addExpression(parameter);
        return new UnprocessableEntityException(refusal.sentence(), outcome);
    }

    /** The same as news: of what was not found, or is asked of the front desk now. */
    static OperationOutcome outcome(Refusal refusal, IssueSeverity severity) {
        OperationOutcome outcome = new OperationOutcome();
        OperationOutcome.OperationOutcomeIssueComponent issue = outcome.addIssue()
                .setSeverity(severity)
                .setCode(IssueType.BUSINESSRULE)
                .setDiagnostics(refusal.sentence());
        issue.getDetails()
                .setText(refusal.sentence())
                .addCoding()
                .setSystem(Terms.REFUSAL)
                .setCode(refusal.code());
        issue.addExtension(Terms.ALLOWED_PATH, path(refusal));
        return outcome;
    }

    static CodeType path(Refusal refusal) {
        return new CodeType(refusal.path().name().toLowerCase(Locale.ROOT));
    }

    static BaseServerResponseException conflict(String sentence) {
        return conflict(sentence, List.of());
    }

    /** @param instead other times that there are */
    static BaseServerResponseException conflict(String sentence, List<Appointment> instead) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(IssueType.CONFLICT)
                .setDiagnostics(sentence);
        instead.forEach(outcome::addContained);
        return new TooLate(sentence, outcome);
    }

    static OperationOutcome outcome(Why why, String sentence, String parameter) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(why.code)
                .setDiagnostics(sentence)
                .addExpression(parameter);
        return outcome;
    }
}
