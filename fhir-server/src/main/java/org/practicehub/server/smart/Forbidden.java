package org.practicehub.server.smart;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/** A refusal in FHIR's own word for it (smart.md T9): HAPI would call it a failure of processing, and name the rule. */
@Interceptor
public final class Forbidden {
    private static final String WORDS = "The access token does not allow this.";

    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public @Nullable BaseServerResponseException before(RequestDetails request, Throwable failure) {
        if (!(failure instanceof ForbiddenOperationException refused) || refused.getOperationOutcome() != null) {
            return null;
        }
        String text =
                refused.getMessage() == null || refused.getMessage().startsWith("HAPI-") ? WORDS : refused.getMessage();
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(IssueType.FORBIDDEN)
                .setDiagnostics(text);
        return new ForbiddenOperationException(text, outcome);
    }
}
