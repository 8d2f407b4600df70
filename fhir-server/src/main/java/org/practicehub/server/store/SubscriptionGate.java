package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionRegistry;
import ca.uhn.fhir.jpa.subscription.model.ResourceModifiedMessage;

/**
 * Keeps changes from Subscriptions for as long as there are none. HAPI writes every change down, hands it to another thread
 * and strikes it out again before it finds that nobody wants it: a quarter of the processor time of a message.
 */
@Interceptor
public final class SubscriptionGate {
    private final SubscriptionRegistry subscriptions;
    private final FhirContext fhir;
    private volatile boolean open;

    SubscriptionGate(SubscriptionRegistry subscriptions, FhirContext fhir) {
        this.fhir = fhir;
        this.subscriptions = subscriptions;
    }

    /** From the first Subscription on everything passes, so that none waits for the registry to learn of it. */
    @Hook(Pointcut.SUBSCRIPTION_RESOURCE_MODIFIED)
    public boolean mayBeWanted(ResourceModifiedMessage change) {
        if (!open) {
            open = change.hasResourceType(fhir, "Subscription") || subscriptions.size() > 0;
        }
        return open;
    }
}
