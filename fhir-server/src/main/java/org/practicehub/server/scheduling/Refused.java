package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

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

    static BaseServerResponseException conflict(String sentence) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(IssueType.CONFLICT)
                .setDiagnostics(sentence);
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
