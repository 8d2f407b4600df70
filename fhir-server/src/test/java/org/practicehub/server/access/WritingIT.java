package org.practicehub.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.practicehub.server.access.Caller.Answer;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.TestHub;

/** What is written stays with its patient, in its writer's own name: the R items of smart.md 2.3 about writing, and S4, S5. */
class WritingIT {
    private static Pair pair;

    private final TestHub hub = TestHub.shared();

    @BeforeEach
    void seed() {
        if (pair == null) {
            pair = Pair.seed(hub);
        }
    }

    private Caller patient() {
        return new Caller(hub, Minted.person(hub, "patient", "user/*.cruds", Map.of()));
    }

    private Caller launch() {
        return new Caller(hub, Minted.person(hub, "clinician", "patient/*.cruds", Map.of("patient", pair.a())));
    }

    private Caller clinician(String scope) {
        return new Caller(hub, Minted.person(hub, "clinician", scope, Map.of()));
    }

    private Caller frontDesk(String scope) {
        return new Caller(hub, Minted.person(hub, "frontdesk", scope, Map.of()));
    }

    private static String patientJson(String id, String rest) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"" + rest + "}";
    }

    /** Their own may be written: without this the rest would prove nothing. */
    @Test
    void theirOwnMayBeWritten() {
        String message =
                """
                {"resourceType":"Communication","status":"completed","subject":{"reference":"Patient/%s"},
                 "sender":{"reference":"Patient/%s"}}"""
                        .formatted(pair.a(), pair.a());

        assertThat(patient().writeBothWays("POST", "Communication", message))
                .allMatch(answer -> answer.status() == 201);
        assertThat(launch().writeBothWays("POST", "Observation", Pair.observationJson(pair.a(), "x", "laboratory")))
                .allMatch(answer -> answer.status() == 201);
    }

    /** R9, finding 5: the patient is who the resource is about, whoever else of the compartment it names. */
    @Test
    void nothingIsWrittenAboutSomebodyElse() {
        String a = pair.a();
        String b = pair.b();
        for (String json : List.of(
                """
                {"resourceType":"Communication","status":"completed","subject":{"reference":"Patient/%s"},
                 "sender":{"reference":"Patient/%s"}}"""
                        .formatted(b, a),
                """
                {"resourceType":"QuestionnaireResponse","status":"completed","subject":{"reference":"Patient/%s"},
                 "author":{"reference":"Patient/%s"}}"""
                        .formatted(b, a),
                """
                {"resourceType":"DocumentReference","status":"current","subject":{"reference":"Patient/%s"},
                 "author":[{"reference":"Patient/%s"}],"content":[{"attachment":{"title":"x"}}]}"""
                        .formatted(b, a),
                """
                {"resourceType":"Appointment","status":"proposed","participant":[
                 {"actor":{"reference":"Patient/%s"},"status":"accepted"}]}"""
                        .formatted(b))) {
            String type = json.replaceAll("(?s).*?\"resourceType\":\"(\\w+)\".*", "$1");
            assertThat(patient().writeBothWays("POST", type, json)).as(type).allMatch(answer -> answer.status() == 403);
        }
        assertThat(launch().writeBothWays("POST", "Observation", Pair.observationJson(b, "x", "laboratory")))
                .allMatch(answer -> answer.status() == 403);
        assertThat(
                        launch().writeBothWays(
                                        "POST",
                                        "Observation",
                                        """
                {"resourceType":"Observation","status":"final","code":{"text":"x"}}"""))
                .allMatch(answer -> answer.status() == 403);
    }

    /** R9, R24: nor does a patient bring somebody else to a visit. */
    @Test
    void nobodyElseIsBroughtToAVisit() {
        String visit =
                """
                {"resourceType":"Appointment","status":"proposed","participant":[
                 {"actor":{"reference":"Patient/%s"},"status":"accepted"},
                 {"actor":{"reference":"Patient/%s"},"status":"accepted"}]}"""
                        .formatted(pair.a(), pair.b());

        assertThat(patient().writeBothWays("POST", "Appointment", visit)).allMatch(answer -> answer.status() == 403);
    }

    /** R9: nor may something of A's carry a record of B's inside itself (R17). */
    @Test
    void nothingOfSomebodyElsesComesInside() {
        String json =
                """
                {"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/%s"},
                 "derivedFrom":[{"reference":"#in"}],"contained":[{"resourceType":"Observation","id":"in","status":"final",
                 "code":{"text":"y"},"subject":{"reference":"Patient/%s"}}]}"""
                        .formatted(pair.a(), pair.b());

        assertThat(launch().writeBothWays("POST", "Observation", json)).allMatch(answer -> answer.status() == 403);
    }

    /** R10: a record stays with its patient, whoever moves it: a launched app, or a role. */
    @Test
    void nothingIsMovedToAnotherPatient() {
        String mine = Pair.observation(pair.system(), pair.a(), "stays", "laboratory");
        String moved =
                Pair.observationJson(pair.b(), "stays", "laboratory").replaceFirst("\\{", "{\"id\":\"" + mine + "\",");
        String patch = "[{\"op\":\"replace\",\"path\":\"/subject/reference\",\"value\":\"Patient/" + pair.b() + "\"}]";
        String coverage = Pair.id(pair.system()
                .create(
                        """
                        {"resourceType":"Coverage","status":"active","beneficiary":{"reference":"Patient/%s"},
                         "payor":[{"display":"x"}]}"""
                                .formatted(pair.a())));

        assertThat(launch().writeBothWays("PUT", "Observation/" + mine, moved))
                .allMatch(answer -> answer.status() == 403);
        assertThat(launch().write("PATCH", "Observation/" + mine, patch, Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(frontDesk("user/*.cruds")
                        .write("PATCH", "Coverage/" + coverage, patch.replace("subject", "beneficiary"), Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(pair.system().get("Observation/" + mine).tells(pair.b())).isFalse();
        assertThat(pair.system().get("Coverage/" + coverage).tells(pair.b())).isFalse();
    }

    /** R11: nobody speaks in somebody else's name. */
    @Test
    void nobodySpeaksForAnother() {
        String colleague = pair.system().get("Practitioner?_count=50").body().findValuesAsText("id").stream()
                .filter(id -> id.length() == 36)
                .filter(id -> pair.system()
                        .get("Practitioner/" + id)
                        .body()
                        .path("identifier")
                        .toString()
                        .contains("us-npi"))
                .filter(id -> !pair.system().get("Practitioner/" + id).tells("1234567893"))
                .findFirst()
                .orElseThrow();
        String observation = Pair.observationJson(pair.a(), "x", "laboratory")
                .replaceFirst("\\{", "{\"performer\":[{\"reference\":\"Practitioner/" + colleague + "\"}],");
        String message =
                """
                {"resourceType":"Communication","status":"completed","subject":{"reference":"Patient/%s"},
                 "sender":{"reference":"Practitioner/%s"}}"""
                        .formatted(pair.a(), colleague);

        assertThat(launch().writeBothWays("POST", "Observation", observation))
                .allMatch(answer -> answer.status() == 403);
        assertThat(patient().writeBothWays("POST", "Communication", message))
                .allMatch(answer -> answer.status() == 403);
        assertThat(frontDesk("user/*.cruds").writeBothWays("POST", "Communication", message))
                .allMatch(answer -> answer.status() == 403);
    }

    /** R12, finding 5: what happened is written by the hub alone. */
    @Test
    void theHubAloneWritesWhatHappened() {
        String provenance =
                """
                {"resourceType":"Provenance","recorded":"2026-01-01T00:00:00Z","target":[{"reference":"Patient/%s"}],
                 "agent":[{"who":{"reference":"Patient/%s"}}]}"""
                        .formatted(pair.a(), pair.a());
        String event =
                """
                {"resourceType":"AuditEvent","type":{"code":"rest"},"recorded":"2026-01-01T00:00:00Z",
                 "agent":[{"requestor":true}],"source":{"observer":{"display":"x"}}}""";
        for (Caller caller : List.of(patient(), launch(), frontDesk("user/*.cruds"), pair.system())) {
            assertThat(caller.writeBothWays("POST", "Provenance", provenance))
                    .allMatch(answer -> answer.status() == 403);
            // There is no such interaction for anybody: the server itself does not know it.
            assertThat(caller.writeBothWays("POST", "AuditEvent", event))
                    .allMatch(answer -> answer.status() == 400 || answer.status() == 403);
            assertThat(caller.writeBothWays("PUT", "AuditEvent/x", event.replaceFirst("\\{", "{\"id\":\"x\",")))
                    .allMatch(answer -> answer.status() == 400 || answer.status() == 403);
            assertThat(caller.delete("AuditEvent/x").status()).isBetween(400, 403);
        }
    }

    /** R7, finding 3: nobody's app writes by a search; a hit is told no more than a miss. */
    @Test
    void searchesDecideNoWritesOfPeople() {
        String observation = Pair.observationJson(pair.a(), "x", "laboratory");
        for (Caller caller : List.of(patient(), launch(), frontDesk("user/*.cruds"), clinician("user/*.cruds"))) {
            for (String condition : List.of("subject=Patient/" + pair.b() + "&code=hiv", "code=never")) {
                assertThat(caller.write("POST", "Observation", observation, Map.of("If-None-Exist", condition))
                                .status())
                        .isEqualTo(403);
                assertThat(caller.write("PUT", "Observation?" + condition, observation, Map.of())
                                .status())
                        .isEqualTo(403);
                assertThat(caller.delete("Observation?" + condition).status()).isEqualTo(403);
                assertThat(caller.write("PATCH", "Observation?" + condition, "[]", Map.of())
                                .status())
                        .isEqualTo(403);
                Answer entry = caller.batch(
                        """
                        {"fullUrl":"urn:uuid:%s","resource":%s,"request":{"method":"POST","url":"Observation","ifNoneExist":"%s"}}"""
                                .formatted(java.util.UUID.randomUUID(), observation, condition));
                assertThat(entry.status()).isEqualTo(403);
            }
        }
        // A system may, and a search that hits two still decides nothing.
        Pair.observation(pair.system(), pair.a(), "both", "laboratory");
        Pair.observation(pair.system(), pair.b(), "both", "laboratory");
        assertThat(pair.system()
                        .write("PUT", "Patient?_has:Observation:patient:code=both", patientJson("x", ""), Map.of())
                        .status())
                .isEqualTo(412);
    }

    /** R8: a reference that is a search is refused, hit or miss. */
    @Test
    void referencesThatSearchAreRefused() {
        for (String name : List.of("Bravo", "Nobody-at-all")) {
            Answer answer = frontDesk("user/*.cruds")
                    .write(
                            "POST",
                            "",
                            """
                            {"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:0a1b2c3d-0000-4000-8000-000000000001","resource":{"resourceType":"Coverage",
                             "status":"active","beneficiary":{"reference":"Patient?family=%s"},"payor":[{"display":"x"}]},
                             "request":{"method":"POST","url":"Coverage"}}]}"""
                                    .formatted(name),
                            Map.of());
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.tells(pair.b())).isFalse();
        }
    }

    /** Matrix, PT u own: a patient changes how they are reached, and not who they are. */
    @Test
    void patientsChangeHowTheyAreReached() {
        String telecom =
                "[{\"op\":\"add\",\"path\":\"/telecom\",\"value\":[{\"system\":\"phone\",\"value\":\"847-555-0199\"}]}]";
        String birth = "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1900-01-01\"}]";

        assertThat(patient()
                        .write("PATCH", "Patient/" + pair.a(), telecom, Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(patient()
                        .write("PATCH", "Patient/" + pair.a(), birth, Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(pair.system().get("Patient/" + pair.a()).tells("1900-01-01")).isFalse();
    }

    /** S4: who may create and not read is told that it is stored, and shown nothing. */
    @Test
    void whoMayNotReadIsShownNothing() {
        Answer answer = frontDesk("user/Patient.c")
                .write(
                        "POST",
                        "Patient",
                        patientJson("x", ",\"name\":[{\"family\":\"Unseen\"}]"),
                        Map.of("Prefer", "return=representation"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.tells("Unseen")).isFalse();
    }

    /** S5: update is not create; a search is not a read; delete is its own. */
    @Test
    void eachLetterIsItsOwn() {
        Caller updates = frontDesk("user/Patient.rus");
        assertThat(updates.update("Patient/new-by-update", patientJson("new-by-update", ""))
                        .status())
                .isEqualTo(403);
        assertThat(updates.create(patientJson("x", "")).status()).isEqualTo(403);
        assertThat(updates.delete("Patient/" + pair.b()).status()).isEqualTo(403);

        Caller searches = frontDesk("user/Patient.s");
        assertThat(searches.ask("Patient/" + pair.b())).allMatch(answer -> answer.status() == 403);
        assertThat(searches.ask("Patient?_id=" + pair.b())).allMatch(answer -> answer.entries() == 1);
    }

    /** R17, R19: no bundles, profiles, search parameters or code systems by people. */
    @Test
    void whatRulesTheServerIsNotWritten() {
        for (Caller caller : List.of(patient(), frontDesk("user/*.cruds"), clinician("user/*.cruds"))) {
            assertThat(caller.writeBothWays("POST", "Bundle", "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}"))
                    .allMatch(answer -> answer.status() == 403);
            assertThat(caller.ask("Bundle")).allMatch(answer -> answer.status() == 403);
            assertThat(caller.create("{\"resourceType\":\"SearchParameter\"}").status())
                    .isEqualTo(403);
            assertThat(caller.create("{\"resourceType\":\"StructureDefinition\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(caller.create("{\"resourceType\":\"ValueSet\"}").status())
                    .isEqualTo(403);
        }
    }

    /** R16: who subscribes hears of what they may search in full, at an address that may be called. */
    @Test
    void subscriptionsReachNoFurtherThanTheirOwner() {
        String json =
                """
                {"resourceType":"Subscription","status":"requested","reason":"test","criteria":"%s",
                 "channel":{"type":"rest-hook","endpoint":"%s","payload":"application/fhir+json"}}""";
        Caller admin = new Caller(hub, Minted.person(hub, "admin", "user/*.cruds", Map.of()));
        String open = "http://localhost:9/hook";

        for (String criteria : List.of("Observation?", "Patient?_has:Observation:patient:code=hiv", "Claim?")) {
            assertThat(admin.create(json.formatted(criteria, open)).status())
                    .as(criteria)
                    .isEqualTo(403);
        }
        assertThat(frontDesk("user/*.cruds")
                        .create(json.formatted("Patient?", open))
                        .status())
                .isEqualTo(403);
        for (String endpoint : List.of("https://10.0.0.1/x", "https://169.254.169.254/x", "http://example.org/x")) {
            assertThat(admin.create(json.formatted("Appointment?", endpoint)).status())
                    .as(endpoint)
                    .isEqualTo(422);
        }
        String id = Pair.id(admin.create(json.formatted("Appointment?status=fulfilled", open)));
        pair.system().delete("Subscription/" + id);
    }

    /** R20: a bundle of a thousand entries is refused before any is looked at. */
    @Test
    void aBundleHasItsLimit() {
        String entry = "{\"request\":{\"method\":\"GET\",\"url\":\"Patient/x\"}}";
        Answer answer = frontDesk("user/*.cruds")
                .write(
                        "POST",
                        "",
                        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["
                                + String.join(",", java.util.Collections.nCopies(1000, entry)) + "]}",
                        Map.of());

        assertThat(answer.status()).isEqualTo(413);
    }
}
