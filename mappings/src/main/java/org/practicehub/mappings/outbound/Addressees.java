package org.practicehub.mappings.outbound;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.record.Tokens;

/**
 * To whom a referral is addressed, by every name that a feed may know them by: the performers of the order, and where it has
 * none the owner of its Task. Whoever works for an organization is reached through it.
 */
record Addressees(Directory directory) {

    private static final int DEEPEST = 4;

    static List<Reference> of(OutboundReferral referral) {
        return referral.request().hasPerformer()
                ? referral.request().getPerformer()
                : referral.task().hasOwner() ? List.of(referral.task().getOwner()) : List.of();
    }

    /** @param names references ({@code Organization/x}) and numbers with their systems ({@code system|value}) */
    boolean isAmong(OutboundReferral referral, Set<String> names) {
        return of(referral).stream().flatMap(one -> names(one, 0)).anyMatch(names::contains);
    }

    private Stream<String> names(Reference reference, int depth) {
        if (depth == DEEPEST || reference.isEmpty()) {
            return Stream.empty();
        }
        Stream<String> said =
                Stream.concat(Stream.ofNullable(reference.getReference()), tokens(List.of(reference.getIdentifier())));
        return Stream.concat(
                said,
                directory.find(reference, Resource.class).stream()
                        .flatMap(resource -> Stream.concat(
                                Tokens.of(resource).map(Object::toString),
                                above(resource).flatMap(other -> names(other, depth + 1)))));
    }

    private static Stream<Reference> above(Resource resource) {
        if (resource instanceof PractitionerRole role) {
            return Stream.of(role.getPractitioner(), role.getOrganization());
        } else if (resource instanceof HealthcareService service) {
            return Stream.of(service.getProvidedBy());
        }
        return resource instanceof Organization organization ? Stream.of(organization.getPartOf()) : Stream.empty();
    }

    private static Stream<String> tokens(List<Identifier> identifiers) {
        return identifiers.stream().flatMap(one -> Tokens.of(one).stream()).map(Object::toString);
    }
}
