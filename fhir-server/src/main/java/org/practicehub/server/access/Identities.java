package org.practicehub.server.access;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;

/** Who a person is in the record, and whose records are theirs. */
final class Identities {
    private final People people;
    private final Records records;

    Identities(People people, Records records) {
        this.people = people;
        this.records = records;
    }

    /** The person, the roles they work in, and the organizations they work for there. */
    Set<String> as(Person person) {
        String user = person.fhirUser();
        if (user == null) {
            return Set.of();
        }
        Set<String> as = new HashSet<>(Set.of(user));
        if (user.startsWith("Practitioner/")) {
            records.search("PractitionerRole?practitioner=" + user).forEach(found -> {
                PractitionerRole role = (PractitionerRole) found;
                as.add("PractitionerRole/" + role.getIdElement().getIdPart());
                if (role.getOrganization().hasReference()) {
                    as.add(relative(role.getOrganization().getReference()));
                }
            });
        }
        return Set.copyOf(as);
    }

    /** The patients whose records are the person's: themselves, or whom they act for. */
    Set<String> own(Person person) {
        Set<String> own = new HashSet<>();
        Stream<String> proxies = people.actsFor(person.id()).stream();
        Stream.concat(Optional.ofNullable(person.fhirUser()).stream(), proxies).forEach(as -> {
            if (as.startsWith("Patient/")) {
                own.add(as);
            } else if (as.startsWith("RelatedPerson/")) {
                records.current(as)
                        .map(RelatedPerson.class::cast)
                        .filter(proxy -> !proxy.hasActive() || proxy.getActive())
                        .filter(proxy -> proxy.getPatient().hasReference())
                        .ifPresent(proxy -> own.add(relative(proxy.getPatient().getReference())));
            }
        });
        return Set.copyOf(own);
    }

    private static String relative(String reference) {
        IdType id = new IdType(reference);
        return id.getResourceType() + "/" + id.getIdPart();
    }
}
