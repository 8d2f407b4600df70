package org.practicehub.mappings.directory;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Addresses;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.hl7v2.types.ProviderNumbers;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Telecoms;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/**
 * PRD → who refers, or is referred to: a practitioner, an organization, or the one at the other. Those that are known are left
 * as the record has them (G14).
 */
public final class Providers {

    private Providers() {}

    /** PRD → the reference to whom it names; empty when it names nobody. */
    public static Optional<Reference> reference(Segment prd, Draft draft) {
        Optional<Reference> person = person(prd, draft);
        Optional<Reference> organization = Organizations.reference(prd.field(10), prd, draft); // PRD-10
        if (person.isPresent() && organization.isPresent()) {
            return Optional.of(role(person.get(), organization.get(), prd, draft));
        }
        return person.or(() -> organization);
    }

    /** By the first of the numbers that somebody has; without a number, by name alone. */
    private static Optional<Reference> person(Segment prd, Draft draft) {
        Source source = draft.source();
        List<Token> numbers = prd.field(7)
                .repetitions()
                .flatMap(pln -> ProviderNumbers.token(pln, source).stream())
                .toList(); // PRD-7
        List<HumanName> names = Names.names(prd.field(2), source); // PRD-2
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (numbers.isEmpty()) {
            return Optional.of(new Reference()
                    .setType("Practitioner")
                    .setDisplay(names.get(0).getNameAsSingleString()));
        }
        Practitioner known = draft.find(Practitioner.class, numbers).stream()
                .findFirst()
                .orElseGet(() -> create(numbers.get(0), names, prd, draft));
        return Optional.of(new Reference(Draft.reference(known)));
    }

    private static Practitioner create(Token number, List<HumanName> names, Segment prd, Draft draft) {
        Source source = draft.source();
        source.warn(Code.UNKNOWN_KEY, prd.field(7), "The practitioner was not known and was set up from the message.");
        Practitioner practitioner = new Practitioner().setActive(true);
        practitioner.setName(names); // PRD-2
        Addresses.addresses(prd.field(3), source).forEach(practitioner::addAddress); // PRD-3
        Telecoms.telecoms(prd.field(5), Optional.of(ContactPointUse.WORK), source)
                .forEach(practitioner::addTelecom); // PRD-5
        prd.field(7)
                .repetitions()
                .flatMap(pln -> ProviderNumbers.identifier(pln, source).stream())
                .forEach(practitioner::addIdentifier); // PRD-7
        return draft.create(practitioner, number);
    }

    private static Reference role(Reference person, Reference organization, Segment prd, Draft draft) {
        return draft.referringTo(organization.getReference(), PractitionerRole.class).stream()
                .filter(role -> role.getPractitioner().equalsDeep(person))
                .findFirst()
                .map(known -> new Reference(Draft.reference(known)))
                .orElseGet(() -> {
                    PractitionerRole role =
                            new PractitionerRole().setActive(true).setPractitioner(person);
                    role.setOrganization(organization);
                    Times.period(prd.field(8), prd.field(9), draft.source()).ifPresent(role::setPeriod); // PRD-8, PRD-9
                    String who = Stream.of(person.getReference(), person.getDisplay())
                            .filter(name -> name != null)
                            .findFirst()
                            .orElse("");
                    return new Reference(Draft.reference(draft.create(role, who, organization.getReference())));
                });
    }
}
