package org.practicehub.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private final Owners owners = new Owners(FHIR);

    @Test
    void everyTypeCanBeSearchedByItsOwner() {
        assertThat(Owners.types()).allSatisfy(type -> assertThat(FHIR.getResourceDefinition(type)
                        .getSearchParam(Owners.parameter(type).orElseThrow()))
                .as(type)
                .isNotNull());
    }

    @Test
    void whoPerformedIsNoOwner() {
        Observation observation = new Observation();
        observation.setSubject(new Reference("Patient/b")).addPerformer(new Reference("Patient/a"));

        assertThat(owners.of(observation)).isEqualTo(Set.of("Patient/b"));
    }

    @Test
    void aGroupsVisitHasSeveral() {
        Appointment visit = new Appointment();
        visit.addParticipant().setActor(new Reference("Patient/a"));
        visit.addParticipant().setActor(new Reference("http://hub/fhir/Patient/b/_history/2"));
        visit.addParticipant().setActor(new Reference("Practitioner/c"));

        assertThat(owners.of(visit)).isEqualTo(Set.of("Patient/a", "Patient/b"));
    }
}
