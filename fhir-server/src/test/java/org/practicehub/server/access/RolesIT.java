package org.practicehub.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.TestHub;

/** What roles, finer-grained scopes, labels and relationships open (smart.md S2, 3.2). */
class RolesIT {
    private static Pair pair;

    private final TestHub hub = TestHub.shared();

    @BeforeEach
    void seed() {
        if (pair == null) {
            pair = Pair.seed(hub);
        }
    }

    private Caller as(String username, String scope) {
        return new Caller(hub, Minted.person(hub, username, scope, Map.of()));
    }

    private Caller launched(String scope) {
        return new Caller(hub, Minted.person(hub, "clinician", scope, Map.of("patient", pair.a())));
    }

    /** S2: on search, read, vread, history, include and $everything; two scopes for one type open what meets either. */
    @Test
    void finerScopesHoldEverywhere() {
        String lab = Pair.observation(pair.system(), pair.a(), "lab", "laboratory");
        String survey = Pair.observation(pair.system(), pair.a(), "survey", "survey");
        String vital = pair.observationOfA();
        Caller labs = launched("patient/Observation.rs?category=laboratory patient/Patient.rs");
        Caller both =
                launched("patient/Observation.rs?category=laboratory patient/Observation.rs?category=vital-signs");

        assertThat(labs.ask("Observation/" + lab)).allMatch(answer -> answer.status() == 200);
        assertThat(labs.ask("Observation?code=lab,flu,survey"))
                .allMatch(answer -> answer.tells(lab) && !answer.tells(vital) && !answer.tells(survey));
        for (String path : List.of("", "/_history/1", "/_history")) {
            assertThat(labs.ask("Observation/" + vital + path)).allMatch(answer -> answer.status() == 404);
        }
        assertThat(labs.get("Patient/" + pair.a() + "/$everything"))
                .matches(answer -> answer.status() == 200 && answer.tells(lab) && !answer.tells(vital));
        assertThat(both.ask("Observation?code=lab,flu,survey"))
                .allMatch(answer -> answer.tells(lab) && answer.tells(vital) && !answer.tells(survey));
        // Where nothing but the search decides, its total may be told, and is that of the rows.
        Caller own = as("patient", "user/Observation.rs?category=laboratory user/Observation.rs?category=vital-signs");
        int rows = own.get("Observation?code=lab,flu,survey&_count=100").entries();
        assertThat(own.ask("Observation?code=lab,flu,survey&_summary=count"))
                .allMatch(answer ->
                        answer.status() == 200 && answer.body().path("total").asInt() == rows);
    }

    /** S2: a role may hold a finer scope: the front desk files what comes in with patients, not findings. */
    @Test
    void rolesMayHoldFinerScopes() {
        String intake = document("intake");
        String chart = document("chart");
        Caller desk = as("frontdesk", "user/*.cruds");

        assertThat(desk.ask("DocumentReference/" + intake)).allMatch(answer -> answer.status() == 200);
        assertThat(desk.ask("DocumentReference/" + chart)).allMatch(answer -> answer.status() == 404);
        assertThat(desk.ask("DocumentReference?patient=Patient/" + pair.a()))
                .allMatch(answer -> answer.tells(intake) && !answer.tells(chart));
        assertThat(desk.create(documentJson("chart")).status()).isEqualTo(403);
        assertThat(desk.create(documentJson("insurance")).status()).isEqualTo(201);
    }

    private String document(String category) {
        return Pair.id(pair.system().create(documentJson(category)));
    }

    private static String documentJson(String category) {
        return """
                {"resourceType":"DocumentReference","status":"current","subject":{"reference":"Patient/%s"},
                 "category":[{"coding":[{"system":"urn:x-hub:document-category","code":"%s"}]}],
                 "content":[{"attachment":{"title":"x"}}]}"""
                .formatted(pair.a(), category);
    }

    /** Matrix: billing sees no notes about contacts, and cannot find by what it does not see. */
    @Test
    void hiddenElementsAreNotShown() {
        String known = Pair.id(
                pair.system()
                        .create(
                                """
                        {"resourceType":"Patient","name":[{"family":"Masked"}],
                         "contact":[{"name":{"text":"Quiet Contact"}},{"name":{"text":"Second Contact"}}]}"""));
        Caller billing = as("biller", "user/*.cruds");

        assertThat(billing.ask("Patient/" + known))
                .allMatch(answer -> answer.status() == 200
                        && answer.tells("Masked")
                        && !answer.tells("Contact")
                        && answer.tells("SUBSETTED"));
        assertThat(billing.ask("Patient?family=Masked"))
                .allMatch(answer -> answer.tells("Masked") && !answer.tells("Contact"));
        assertThat(billing.get("Patient/" + known + "/_history").tells("Contact"))
                .isFalse();
        assertThat(billing.ask("Observation?patient=Patient/" + pair.a())).allMatch(answer -> answer.status() == 403);
        assertThat(pair.system().get("Patient/" + known).tells("Quiet Contact")).isTrue();
    }

    /** Matrix, relationship: clinicians see findings of patients whom they have to do with. */
    @Test
    void findingsAreForThoseWhoHaveToDoWithThePatient() {
        Caller clinician = as("clinician", "user/*.cruds");
        String patient =
                Pair.id(pair.system().create("{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Related\"}]}"));
        String finding = Pair.observation(pair.system(), patient, "related", "laboratory");

        assertThat(clinician.ask("Observation/" + finding)).allMatch(answer -> answer.status() == 404);
        assertThat(clinician.ask("Observation?code=related"))
                .allMatch(answer -> answer.status() == 200 && answer.entries() == 0 && !answer.tells("\"total\""));
        assertThat(clinician.ask("Observation?code=related&_summary=count")).allMatch(answer -> answer.status() == 403);

        String other =
                Pair.id(pair.system().create("{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Booked\"}]}"));
        String seen = Pair.observation(pair.system(), other, "booked", "laboratory");
        Pair.visit(pair.system(), other);
        assertThat(clinician.ask("Observation/" + seen)).allMatch(answer -> answer.status() == 200);
        assertThat(clinician.ask("Observation?code=booked")).allMatch(answer -> answer.tells(seen));
    }

    /** Matrix, sensitive: what is labelled restricted is for nobody but those who have to do with the patient. */
    @Test
    void restrictedRecordsAreForFew() {
        String label =
                """
                "meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]},""";
        String restricted = Pair.id(pair.system()
                .create(("{\"resourceType\":\"Patient\"," + label + "\"name\":[{\"family\":\"Veryprivate\"}]}")));
        Caller desk = as("frontdesk", "user/*.cruds");

        assertThat(desk.ask("Patient/" + restricted)).allMatch(answer -> answer.status() == 404);
        assertThat(desk.ask("Patient?family=Veryprivate"))
                .allMatch(answer -> answer.status() == 200 && answer.entries() == 0 && !answer.tells("\"total\""));
        assertThat(desk.ask("Patient?family=Veryprivate&_summary=count")).allMatch(answer -> answer.status() == 403);
        assertThat(pair.system().get("Patient/" + restricted).status()).isEqualTo(200);
    }

    /** A scope of one patient opens nothing while nobody said which. */
    @Test
    void aPatientScopeNeedsAPatient() {
        Caller nobody = as("clinician", "patient/*.rs");

        assertThat(nobody.ask("Patient?_count=1")).allMatch(answer -> answer.status() == 403);
    }

    /** A token of a person who is not there any more, or whose role is gone, opens nothing. */
    @Test
    void aTokenOfNobodyOpensNothing() {
        assertThat(as("never-was", "user/*.cruds").ask("Patient?_count=1")).allMatch(answer -> answer.status() == 403);
    }
}
