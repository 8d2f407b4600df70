package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionRegistry;
import ca.uhn.fhir.jpa.subscription.model.ResourceModifiedMessage;
import java.util.function.Supplier;

/**
 * Keeps changes from Subscriptions for as long as there are none. HAPI writes every change down, hands it to another thread
 * and strikes it out again before it finds that nobody wants it: a quarter of the processor time of a message.
 */
@Interceptor
public final class SubscriptionGate {
    private final SubscriptionRegistry subscriptions;
    private final FhirContext fhir;
    private final Supplier<Boolean> any;
    private volatile boolean open;
    private volatile boolean asked;

    /**
     * A gate before these.
     *
     * @param any whether the record holds a Subscription: after a start the registry learns of them late
     */
    SubscriptionGate(SubscriptionRegistry subscriptions, FhirContext fhir, Supplier<Boolean> any) {
        this.fhir = fhir;
        this.subscriptions = subscriptions;
        this.any = any;
    }

    /** From the first Subscription on everything passes, so that none waits for the registry to learn of it. */
    @Hook(Pointcut.SUBSCRIPTION_RESOURCE_MODIFIED)
    public boolean mayBeWanted(ResourceModifiedMessage change) {
        if (!open && !asked) {
            open = any.get();
            asked = true;
        }
        if (!open) {
            open = change.hasResourceType(fhir, "Subscription") || subscriptions.size() > 0;
        }
        return open;
    }
}
