package org.practicehub.server.smart;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.practicehub.server.access.PersonSight;
import org.practicehub.server.access.Policy;
import org.practicehub.server.access.SmartScope;
import org.practicehub.server.access.SmartScope.Context;
import org.practicehub.server.access.SmartScope.Permission;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.IdentitySettings.Sees;
import org.practicehub.server.identity.People.Person;
import org.practicehub.server.smart.PatientDirectory.Found;

/**
 * Whom a person may open an app for: staff whomever their role may read, everybody else themselves or those whom they stand for
 * (smart.md L3, N10). It asks the rules of the API, so that a page shows nobody whom the API would not.
 */
final class Choosable {
    private final Policy policy;
    private final PersonSight sight;
    private final PatientDirectory directory;

    Choosable(Policy policy, PersonSight sight, PatientDirectory directory) {
        this.policy = policy;
        this.sight = sight;
        this.directory = directory;
    }

    /** Whether the person has a choice: among the practice's patients, or among several whom they stand for. */
    boolean searches(Person person) {
        return isStaff(person) || sight.own(person).size() > 1;
    }

    List<Found> search(Person person, String words) {
        Predicate<IBaseResource> open = sight.of(person);
        Stream<List<String>> where = isStaff(person)
                ? scopes(person).map(SmartScope::where)
                : Stream.of(List.of("_id=" + String.join(",", ids(person))));
        return where.map(conditions -> directory.search(conditions, words, open))
                .flatMap(List::stream)
                .distinct()
                .limit(PatientDirectory.MOST)
                .toList();
    }

    /** The patient, if the person may open an app for them. */
    Optional<Found> find(Person person, String patient) {
        return isStaff(person) || ids(person).contains(patient)
                ? directory.find(patient, sight.of(person))
                : Optional.empty();
    }

    /** The one patient for whom somebody who is no staff comes; empty when there is none, or a choice. */
    Optional<String> own(Person person) {
        List<String> ids = isStaff(person) ? List.of() : ids(person);
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }

    private List<String> ids(Person person) {
        return sight.own(person).stream()
                .map(patient -> patient.substring("Patient/".length()))
                .sorted()
                .toList();
    }

    private boolean isStaff(Person person) {
        return scopes(person).findAny().isPresent();
    }

    private Stream<SmartScope> scopes(Person person) {
        return policy.role(person.role()).stream()
                .filter(role -> role.sees() == Sees.EVERYONE)
                .map(Role::scopes)
                .flatMap(List::stream)
                .map(SmartScope::parse)
                .flatMap(Optional::stream)
                .filter(scope -> scope.context() == Context.USER
                        && (scope.type().equals("Patient") || scope.type().equals(SmartScope.ANY))
                        && scope.allows(Permission.READ)
                        && scope.allows(Permission.SEARCH));
    }
}
