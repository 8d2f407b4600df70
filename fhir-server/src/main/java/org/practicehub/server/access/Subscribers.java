package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.practicehub.server.access.Ask.Kind;

/** Lets somebody subscribe to what they may search in full, to be told at an address that may be called (smart.md R16). */
@Interceptor
public final class Subscribers {
    private final SearchCheck searches;
    private final OutboundAddresses addresses;

    Subscribers(FhirContext fhir, OutboundAddresses addresses) {
        this.searches = new SearchCheck(fhir);
        this.addresses = addresses;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(RequestDetails request, IBaseResource resource) {
        check(Access.of(request), resource);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(RequestDetails request, IBaseResource before, IBaseResource after) {
        check(Access.of(request), after);
    }

    private void check(Access access, IBaseResource resource) {
        if (!(resource instanceof Subscription subscription)) {
            return;
        }
        String[] criteria = String.valueOf(subscription.getCriteria()).split("\\?", 2);
        Refusal.unless(access.mayAll('r', criteria[0]) && access.mayAll('s', criteria[0]));
        Map<String, String[]> parameters = criteria.length > 1 ? UrlUtil.parseQueryString(criteria[1]) : Map.of();
        searches.check(access, new Ask(Kind.SEARCH, criteria[0], "", false, parameters));
        if (subscription.getChannel().getType() == SubscriptionChannelType.RESTHOOK) {
            addresses.check(String.valueOf(subscription.getChannel().getEndpoint()), "Subscription.channel.endpoint");
        }
    }
}
