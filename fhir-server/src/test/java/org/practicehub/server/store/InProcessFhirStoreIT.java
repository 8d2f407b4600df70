package org.practicehub.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStoreContract;
import org.practicehub.server.testing.TestHub;

/** The hub's own database keeps what the port promises. */
class InProcessFhirStoreIT extends FhirStoreContract {
    private static final int A_LONG_TEXT = 300_000;

    private final IFhirResourceDao<Patient> patients =
            TestHub.shared().bean(DaoRegistry.class).getResourceDao(Patient.class);

    @Override
    protected FhirStore store() {
        return TestHub.shared().bean(FhirStore.class);
    }

    @Test
    void readsWhatHapiReads() {
        assertReadAsHapiDoes(patient("plain"));
    }

    @Test
    void readsTagsToo() {
        Patient patient = patient("tagged");
        patient.getMeta().addTag("urn:x-test", "one", "One").addProfile("urn:x-test:profile");

        assertReadAsHapiDoes(patient);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, A_LONG_TEXT})
    void readsTextOfEveryLength(int length) {
        Patient patient = patient("long");
        patient.getNameFirstRep().setText("x".repeat(length));

        assertReadAsHapiDoes(patient);
    }

    @Test
    void doesNotReadWhatWasDeleted() {
        IdType id = new IdType(patients.update(patient("deleted"), new SystemRequestDetails())
                .getId()
                .toUnqualifiedVersionless()
                .getValue());
        patients.delete(id, new SystemRequestDetails());

        assertThat(store().<Boolean>unit(unit -> unit.resources()
                        .read(ResourceType.Patient, id.getIdPart())
                        .isEmpty()))
                .isTrue();
    }

    private static Patient patient(String id) {
        Patient patient = new Patient();
        patient.setId("same-" + id);
        patient.getMeta().setSource("urn:x-test:source");
        patient.addName().setFamily("Same");
        patient.addContained(new Organization().setName("Within").setId("org"));
        patient.setManagingOrganization(new Reference("#org"));
        return patient;
    }

    private void assertReadAsHapiDoes(Patient patient) {
        IdType id = new IdType(patients.update(patient, new SystemRequestDetails())
                .getId()
                .toUnqualifiedVersionless()
                .getValue());
        Resource ours = store().unit(unit ->
                unit.resources().read(ResourceType.Patient, id.getIdPart()).orElseThrow());
        assertThat(json(ours)).isEqualTo(json(patients.read(id, new SystemRequestDetails())));
    }

    private static String json(Resource resource) {
        return resource.getId() + FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }
}
