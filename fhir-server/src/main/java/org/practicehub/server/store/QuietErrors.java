package org.practicehub.server.store;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import jakarta.servlet.http.HttpServletRequest;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.failures.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A failure of our own is answered with a number to ask about and logged without its text, which may quote a record. HAPI's
 * own log of failed requests, which does quote it, is off.
 */
@Interceptor(order = -100)
final class QuietErrors {
    private static final Logger LOG = LoggerFactory.getLogger(QuietErrors.class);
    private static final int SERVERS_FAULT = 500;

    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public @Nullable BaseServerResponseException before(
            RequestDetails request, Throwable failure, HttpServletRequest http) {
        boolean ours = !(failure instanceof BaseServerResponseException told) || told.getStatusCode() >= SERVERS_FAULT;
        if (!ours) {
            return null;
        }
        LOG.error("Request {} failed: {}", request.getRequestId(), Failures.describe(failure));
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.FATAL)
                .setCode(IssueType.EXCEPTION)
                .setDiagnostics("The server failed to answer. Nothing was changed. Ask about request "
                        + request.getRequestId() + ".");
        return new InternalErrorException("failed", outcome);
    }
}
