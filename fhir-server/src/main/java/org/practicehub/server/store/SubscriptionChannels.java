package org.practicehub.server.store;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;

/** Refuses a Subscription by a channel that this server does not open. HAPI would keep it as requested, and never deliver. */
@Interceptor
public final class SubscriptionChannels {
    private static final Set<SubscriptionChannelType> OPEN =
            Set.of(SubscriptionChannelType.RESTHOOK, SubscriptionChannelType.WEBSOCKET);

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        check(resource);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource) {
        check(resource);
    }

    private static void check(IBaseResource resource) {
        if (resource instanceof Subscription subscription
                && !OPEN.contains(subscription.getChannel().getType())) {
            OperationOutcome outcome = new OperationOutcome();
            outcome.addIssue()
                    .setSeverity(IssueSeverity.ERROR)
                    .setCode(IssueType.NOTSUPPORTED)
                    .setDiagnostics("This server delivers by rest-hook and websocket.")
                    .addExpression("Subscription.channel.type");
            throw new UnprocessableEntityException("channel", outcome);
        }
    }
}
