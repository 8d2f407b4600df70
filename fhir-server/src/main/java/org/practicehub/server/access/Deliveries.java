package org.practicehub.server.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Subscription;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;

/**
 * Looks, before a subscriber is told of something, whether they may still search it (smart.md R16): who left, or whose role or
 * client lost the type, hears nothing more.
 */
@Interceptor
public final class Deliveries {
    private static final String CLIENT = "urn:x-hub:client:";

    private final Records records;
    private final People people;
    private final Policy policy;
    private final Apps apps;

    Deliveries(Records records, People people, Policy policy, Apps apps) {
        this.records = records;
        this.people = people;
        this.policy = policy;
        this.apps = apps;
    }

    /** Whether it is delivered. */
    @Hook(Pointcut.SUBSCRIPTION_BEFORE_DELIVERY)
    public boolean mayBeTold(CanonicalSubscription subscription) {
        return records.current("Subscription", subscription.getIdPart())
                .map(Subscription.class::cast)
                .filter(this::mayStillSearch)
                .isPresent();
    }

    private boolean mayStillSearch(Subscription subscription) {
        String type = subscription.getCriteria().split("\\?", 2)[0];
        String source = Optional.ofNullable(subscription.getMeta().getSource())
                .orElse("")
                .split("#", 2)[0];
        List<String> scopes = source.startsWith(CLIENT)
                ? apps.find(source.substring(CLIENT.length())).map(App::scopes).orElse(List.of())
                : people.known(source.replaceFirst(".*/(?=[A-Z][A-Za-z]+/[^/]+$)", ""))
                        .filter(Person::active)
                        .flatMap(person -> policy.role(person.role()))
                        .map(Role::scopes)
                        .orElse(List.of());
        return AccessFinder.scopes(scopes).stream()
                .anyMatch(scope -> (scope.type().equals(type) || scope.type().equals(SmartScope.ANY))
                        && scope.where().isEmpty()
                        && scope.allows(SmartScope.Permission.SEARCH));
    }
}
