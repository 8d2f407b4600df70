package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Writer;

/** Who refers, or is referred to → PRD (HL7 section 11.6.3): a person, an organization, or the one at the other. */
final class ProviderToPrd {

    private final Directory directory;
    private final Values values;
    private final Writer out;

    ProviderToPrd(Directory directory, Values values, Writer out) {
        this.directory = directory;
        this.values = values;
        this.out = out;
    }

    /** @param role of HL7 table 0286 */
    void write(Reference provider, CodeableConcept role) {
        Optional<PractitionerRole> post = directory.find(provider, PractitionerRole.class);
        Reference who = post.map(PractitionerRole::getPractitioner).orElse(provider);
        Optional<Practitioner> person = directory.find(who, Practitioner.class);
        Optional<Organization> organization = organization(provider, post);
        String[] prd = new String[13];
        Arrays.fill(prd, "");
        prd[0] = values.coded(role, "PRD-1", "0286"); // PRD-1
        prd[1] = person.map(one -> values.names(one.getName()))
                .orElseGet(() -> organization.isPresent() ? "" : values.text(who.getDisplay())); // PRD-2
        prd[2] = person.map(one -> values.addresses(one.getAddress())).orElse(""); // PRD-3
        // Before version 2.7 an organization has no field of its own.
        prd[3] = organization
                .map(one -> out.parts("", "", "", "", "", "", "", "", one.getName()))
                .orElse(""); // PL-9 of its place
        prd[4] = person.map(one -> values.telecoms(one.getTelecom().stream())).orElse(""); // PRD-5
        prd[6] = person.map(Practitioner::getIdentifier).map(this::numbers).orElseGet(() -> numbers(who)); // PRD-7
        post.map(PractitionerRole::getPeriod).ifPresent(period -> {
            prd[7] = period.hasStart() ? values.time(period.getStartElement()) : ""; // PRD-8
            prd[8] = period.hasEnd() ? values.time(period.getEndElement()) : ""; // PRD-9
        });
        organization.ifPresent(one -> {
            prd[9] = values.organization(one); // PRD-10
            prd[10] = values.addresses(one.getAddress()); // PRD-11
            prd[12] = values.telecoms(one.getTelecom().stream()); // PRD-13
        });
        out.segment("PRD", List.of(prd));
    }

    private Optional<Organization> organization(Reference provider, Optional<PractitionerRole> post) {
        return post.map(PractitionerRole::getOrganization)
                .or(() -> directory.find(provider, HealthcareService.class).map(HealthcareService::getProvidedBy))
                .or(() -> Optional.of(provider))
                .flatMap(one -> directory.find(one, Organization.class));
    }

    private String numbers(List<Identifier> numbers) {
        return out.repetitions(numbers.stream()
                .filter(Identifier::hasValue)
                .map(values::provider)
                .toList());
    }

    private String numbers(Reference named) {
        return named.hasIdentifier() ? values.provider(named.getIdentifier()) : "";
    }
}
