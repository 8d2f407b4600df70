package org.practicehub.server.access;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.practicehub.server.identity.People.Person;

/** What a person sees outside of a request to the API, by the same rules: for the pages on which they choose a patient. */
public final class PersonSight {
    private final Policy policy;
    private final AccessFinder finder;
    private final Identities identities;
    private final Sight sight;

    PersonSight(Policy policy, AccessFinder finder, Identities identities, Sight sight) {
        this.policy = policy;
        this.finder = finder;
        this.identities = identities;
        this.sight = sight;
    }

    /** Whether the person's role may read a resource. */
    public Predicate<IBaseResource> of(Person person) {
        Access access = policy.role(person.role())
                .map(role -> finder.person(person, role, "", AccessFinder.scopes(role.scopes()), Optional.empty()))
                .orElse(Access.NONE);
        return resource -> sight.isOpen(access, 'r', resource);
    }

    /** The patients whose records are the person's own, as {@code Patient/…}: themselves, or whom they act for. */
    public Set<String> own(Person person) {
        return identities.own(person);
    }
}
