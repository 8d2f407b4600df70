package org.practicehub.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.TestHub;

/** The FHIR API as a client meets it. */
class FhirApiIT {
    private static final String SYSTEM = "urn:oid:2.999.99.1";

    private final TestHub hub = TestHub.shared();
    private final IGenericClient client = hub.client();

    @Test
    void aResourceLivesThroughItsVersions() {
        IdType id = create("Lindqvist");
        Patient patient =
                client.read().resource(Patient.class).withId(id.getIdPart()).execute();
        patient.getNameFirstRep().setFamily("Lindqvist-Moreau");

        client.update().resource(patient).execute();
        client.delete().resourceById(id.toVersionless()).execute();

        Bundle history = client.history()
                .onInstance(id.toVersionless())
                .returnBundle(Bundle.class)
                .execute();
        assertThat(history.getEntry()).hasSize(3);
        assertThat(history.getEntry().get(0).getRequest().getMethod()).isEqualTo(HTTPVerb.DELETE);
        assertThat(client.read()
                        .resource(Patient.class)
                        .withIdAndVersion(id.getIdPart(), "1")
                        .execute()
                        .getNameFirstRep()
                        .getFamily())
                .isEqualTo("Lindqvist");
    }

    @Test
    void searchIncludesAndChains() {
        IdType patient = create("Vantongeren");
        Encounter visit = new Encounter();
        visit.setStatus(Encounter.EncounterStatus.PLANNED);
        visit.getClass_()
                .setSystem("http://terminology.hl7.org/CodeSystem/v3-ActCode")
                .setCode("AMB");
        visit.getSubject().setReference("Patient/" + patient.getIdPart());
        client.create().resource(visit).execute();

        Bundle chained = search("Encounter?subject:Patient.family=Vantongeren&_include=Encounter:subject");
        Bundle reverse = search("Patient?_id=" + patient.getIdPart() + "&_revinclude=Encounter:subject");

        assertThat(types(chained)).containsExactlyInAnyOrder("Encounter", "Patient");
        assertThat(types(reverse)).containsExactlyInAnyOrder("Patient", "Encounter");
    }

    @Test
    void aPageLeadsToTheNext() {
        Bundle first = search("Patient?_count=5&_sort=family");
        Bundle second = client.loadPage().next(first).execute();

        assertThat(first.getEntry()).hasSize(5);
        assertThat(second.getEntry()).hasSize(5);
        assertThat(ids(first)).doesNotContainAnyElementsOf(ids(second));
    }

    @Test
    void aTransactionIsAllOrNothing() {
        Bundle transaction = new Bundle().setType(BundleType.TRANSACTION);
        add(transaction, HTTPVerb.POST, "Patient", named("Allornothing"));
        Encounter ofNobody = new Encounter().setStatus(Encounter.EncounterStatus.PLANNED);
        ofNobody.getClass_()
                .setSystem("http://terminology.hl7.org/CodeSystem/v3-ActCode")
                .setCode("AMB");
        ofNobody.getSubject().setReference("Patient/nobody");
        add(transaction, HTTPVerb.POST, "Encounter", ofNobody);

        assertThatThrownBy(() -> client.transaction().withBundle(transaction).execute())
                .isInstanceOf(ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException.class);

        assertThat(search("Patient?family=Allornothing").getEntry()).isEmpty();
    }

    @Test
    void conditionalCreateAndUpdateFindWhatIsThere() {
        Patient patient = named("Conditional");
        patient.addIdentifier().setSystem(SYSTEM).setValue("cond-1");
        String where = "Patient?identifier=" + SYSTEM + "|cond-1";

        String created = client.create()
                .resource(patient)
                .conditionalByUrl(where)
                .execute()
                .getId()
                .getIdPart();
        String again = client.create()
                .resource(patient)
                .conditionalByUrl(where)
                .execute()
                .getId()
                .getIdPart();
        patient.setActive(true);
        String updated = client.update()
                .resource(patient)
                .conditionalByUrl(where)
                .execute()
                .getId()
                .getIdPart();
        client.delete().resourceConditionalByUrl(where).execute();

        assertThat(again).isEqualTo(created);
        assertThat(updated).isEqualTo(created);
        assertThat(search(where).getEntry()).isEmpty();
    }

    @Test
    void everythingOfAPatientComesTogether() {
        Patient patient = (Patient) search("Patient?identifier=urn:oid:2.999.10.1|100113")
                .getEntryFirstRep()
                .getResource();

        Bundle everything = client.operation()
                .onInstance(patient.getIdElement().toVersionless())
                .named("$everything")
                .withNoParameters(Parameters.class)
                .returnResourceType(Bundle.class)
                .execute();

        assertThat(types(everything)).contains("Patient", "Coverage");
    }

    @Test
    void aStaleUpdateIsRefused() {
        IdType id = create("Stale");
        Patient patient =
                client.read().resource(Patient.class).withId(id.getIdPart()).execute();
        client.update().resource(patient.copy().setActive(true)).execute();

        assertThatThrownBy(() -> client.update()
                        .resource(patient.setActive(false))
                        .withAdditionalHeader("If-Match", "W/\"1\"")
                        .execute())
                .isInstanceOfAny(ResourceVersionConflictException.class, PreconditionFailedException.class);
    }

    @Test
    void whatBreaksTheRulesIsRefusedByElement() {
        Encounter visit = new Encounter();

        assertThatThrownBy(() -> client.create().resource(visit).execute())
                .isInstanceOfSatisfying(UnprocessableEntityException.class, refused -> {
                    OperationOutcome outcome = (OperationOutcome) refused.getOperationOutcome();
                    assertThat(outcome.getIssue())
                            .anySatisfy(
                                    issue -> assertThat(issue.getDiagnostics()).contains("Encounter.status"))
                            .anySatisfy(issue ->
                                    assertThat(issue.getLocation().toString()).contains("Encounter"));
                });
    }

    @Test
    void metadataAloneAnswersWithoutAToken() {
        IGenericClient nobody = hub.client("none");

        assertThat(org.practicehub.server.testing.Tokens.send(
                                java.net.http.HttpClient.newHttpClient(),
                                java.net.http.HttpRequest.newBuilder(java.net.URI.create(hub.fhir() + "/metadata")))
                        .statusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> nobody.search().forResource(Patient.class).execute())
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void theCapabilityStatementListsWhatAnswers() {
        CapabilityStatement statement =
                client.capabilities().ofType(CapabilityStatement.class).execute();

        CapabilityStatement.CapabilityStatementRestComponent rest = statement.getRestFirstRep();
        assertThat(rest.getSecurity().getServiceFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("SMART-on-FHIR");
        assertThat(rest.getOperation())
                .extracting(operation -> operation.getName())
                .containsExactlyInAnyOrder(
                        "apps",
                        "feed-status",
                        "loss-report",
                        "feed-file",
                        "rehearse",
                        "publish-feed",
                        "unmapped-codes",
                        "map-codes",
                        "access",
                        "access-choices",
                        "break-glass-cases",
                        "review-break-glass",
                        "submit-referral",
                        "people",
                        "invite",
                        "reset-sign-in",
                        "deactivate",
                        "activate",
                        "clients",
                        "register-client",
                        "change-client",
                        "new-client-secret",
                        "retire-client",
                        "replay",
                        "replays",
                        "cancel-replay");
        assertThat(rest.getResource())
                .filteredOn(resource -> resource.getType().equals("Patient"))
                .singleElement()
                .satisfies(patient -> {
                    assertThat(patient.getOperation())
                            .extracting(operation -> operation.getName())
                            .containsExactlyInAnyOrder("everything", "relationship", "break-glass");
                    assertThat(patient.getInteraction())
                            .extracting(interaction -> interaction.getCode().toCode())
                            .contains(
                                    "create",
                                    "read",
                                    "vread",
                                    "update",
                                    "patch",
                                    "delete",
                                    "history-instance",
                                    "search-type");
                });
    }

    private Bundle search(String url) {
        return client.search().byUrl(url).returnBundle(Bundle.class).execute();
    }

    private IdType create(String family) {
        return (IdType) client.create().resource(named(family)).execute().getId();
    }

    private static Patient named(String family) {
        Patient patient = new Patient();
        patient.addName().setFamily(family);
        return patient;
    }

    private static void add(Bundle transaction, HTTPVerb verb, String url, Resource resource) {
        BundleEntryComponent entry = transaction.addEntry().setResource(resource);
        entry.getRequest().setMethod(verb).setUrl(url);
    }

    private static List<String> types(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(entry -> entry.getResource().fhirType())
                .toList();
    }

    private static List<String> ids(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(entry -> entry.getResource().getIdElement().getIdPart())
                .toList();
    }
}
