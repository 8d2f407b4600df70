package org.practicehub.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.practicehub.server.access.Caller.Answer;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.TestHub;

/**
 * Somebody who may see patient A tries to see patient B: each item of smart.md 2.3 (R) that is about reading, directly, by POST
 * _search and as an entry of a batch, by a patient's own token, by a token of a launch with one patient, and where it matters by
 * a role and by a finer-grained scope.
 */
class OthersRecordsIT {
    private static Pair pair;

    private final TestHub hub = TestHub.shared();
    private List<Caller> confined;

    @BeforeEach
    void seed() {
        if (pair == null) {
            pair = Pair.seed(hub);
        }
        confined = List.of(ofPatient(), ofLaunch());
    }

    private Caller ofPatient() {
        return new Caller(hub, Minted.person(hub, "patient", "user/*.cruds", Map.of()));
    }

    private Caller ofLaunch() {
        return new Caller(hub, Minted.person(hub, "clinician", "patient/*.cruds", Map.of("patient", pair.a())));
    }

    private Caller frontDesk() {
        return new Caller(hub, Minted.person(hub, "frontdesk", "user/*.cruds", Map.of()));
    }

    /** Gets their own: without this, the rest would prove nothing. */
    @Test
    void theirOwnIsOpen() {
        Caller patient = ofPatient();

        assertThat(patient.ask("Patient/" + pair.a()))
                .allMatch(answer -> answer.status() == 200 && answer.tells("Okonkwo"));
        assertThat(patient.ask("Observation/" + pair.observationOfA())).allMatch(answer -> answer.status() == 200);
        assertThat(patient.ask("Observation?code=flu"))
                .allMatch(answer -> answer.status() == 200 && answer.tells(pair.observationOfA()));
        assertThat(patient.get("Patient/" + pair.a() + "/_history").entries()).isPositive();
    }

    /** R1, R22, R25: instances, versions and histories of B are what was never there is. */
    @Test
    void instancesOfOthersAreAsIfTheyWereNot() {
        for (Caller caller : confined) {
            for (String path : List.of("", "/_history", "/_history/1")) {
                assertThat(caller.ask("Patient/" + pair.b() + path)).allSatisfy(OthersRecordsIT::isMissing);
                assertThat(caller.ask("Observation/" + pair.observationOfB() + path))
                        .allSatisfy(OthersRecordsIT::isMissing);
                assertThat(caller.ask("Observation/never-was" + path)).allSatisfy(OthersRecordsIT::isMissing);
            }
            assertThat(caller.get("Patient/" + pair.b(), Map.of("If-None-Match", "W/\"1\"")))
                    .satisfies(OthersRecordsIT::isMissing);
            assertThat(caller.ask("Observation/_history")).allMatch(answer -> answer.status() >= 400);
            assertThat(caller.get("_history").status()).isBetween(400, 499);
        }
    }

    private static void isMissing(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().findValuesAsText("diagnostics"))
                .containsOnly("There is no such resource, or the access token does not open it.");
    }

    /** R2: whatever way B is asked for in a search. */
    @Test
    void searchesFindTheirOwnAlone() {
        String b = "Patient/" + pair.b();
        for (Caller caller : confined) {
            for (String search : List.of(
                    "Observation?patient=" + b,
                    "Observation?subject=" + b,
                    "Observation?patient=" + b + ",Patient/" + pair.a(),
                    "Observation?patient=" + hub.fhir() + "/" + b,
                    "Observation?patient=" + pair.b(),
                    "Observation?patient:Patient=" + pair.b(),
                    "Observation?patient:Patient.identifier=urn:test|x",
                    "Observation?patient.family=Bravo")) {
                assertThat(caller.ask(search)).as(search).allMatch(answer -> answer.status() == 403);
            }
            assertThat(caller.ask("Observation?code=hiv"))
                    .allMatch(
                            answer -> answer.status() == 200 && answer.entries() == 0 && !answer.tells("\"total\":1"));
            assertThat(caller.get("Patient/" + pair.b() + "/Observation").status())
                    .isBetween(400, 499);
            assertThat(caller.get("Patient/" + pair.a() + "/$everything?_typeFilter=Observation")
                            .status())
                    .isEqualTo(400);
            assertThat(caller.ask("Patient?_id=" + pair.b())).allMatch(answer -> answer.entries() == 0);
            assertThat(caller.ask("Patient?family=Bravo")).allMatch(answer -> answer.entries() == 0);
        }
    }

    /** R3: what the token may not read answers neither yes nor no. */
    @Test
    void questionsByDetourAreRefusedForHitAndMiss() {
        Caller desk = frontDesk();
        for (String search : List.of(
                "Patient?_has:Observation:patient:code=hiv",
                "Patient?_has:Observation:patient:code=none",
                "Patient?_has:Encounter:patient:_has:Observation:encounter:code=hiv",
                "Encounter?diagnosis:Condition.code=x",
                "Encounter?reason-reference:Observation.code=hiv")) {
            assertThat(desk.ask(search)).as(search).allMatch(answer -> answer.status() == 403);
        }
        for (Caller caller : confined) {
            for (String search : List.of(
                    "Practitioner?_has:Observation:performer:code=hiv",
                    "Observation?encounter.subject=Patient/" + pair.b(),
                    "Observation?subject.name=Bravo")) {
                assertThat(caller.ask(search)).as(search).allMatch(answer -> answer.status() == 403);
            }
        }
        assertThat(desk.ask("Appointment?patient.family=Okonkwo")).allMatch(answer -> answer.status() == 200);
    }

    /** R4: includes bring nothing that could not be asked for. */
    @Test
    void includesBringNothingElse() {
        Caller desk = frontDesk();
        for (String search : List.of(
                "Patient?_revinclude=Observation:patient",
                "Patient?_revinclude=AuditEvent:patient",
                "Patient?_include=*",
                "Patient?_revinclude=*",
                "Encounter?_include=Encounter:diagnosis:Condition",
                "Patient?_revinclude:iterate=Observation:patient")) {
            assertThat(desk.ask(search))
                    .as(search)
                    .allMatch(answer -> answer.status() == 403 || answer.status() == 400);
        }
        assertThat(desk.ask("Appointment?_include=Appointment:patient&_count=1"))
                .allMatch(answer -> answer.status() == 200);
    }

    /** R5: neither filters of a language of their own nor counts tell more than rows do. */
    @Test
    void numbersAreThoseOfTheirOwnRows() {
        for (Caller caller : confined) {
            for (String search : List.of(
                    "Observation?_filter=code eq hiv".replace(" ", "%20"),
                    "Observation?_query=x",
                    "Observation?_list=1",
                    "Observation?_contained=true")) {
                assertThat(caller.ask(search)).as(search).allMatch(answer -> answer.status() == 400);
            }
            assertThat(caller.ask("Observation?code=hiv&_summary=count"))
                    .allMatch(answer -> answer.status() == 403
                            || answer.body().path("total").asInt(-1) == 0);
            assertThat(caller.ask("Observation?code=hiv&_total=accurate"))
                    .allMatch(answer -> answer.status() == 403
                            || answer.body().path("total").asInt(-1) == 0);
            assertThat(caller.ask("Observation?_sort=subject.name")).allMatch(answer -> answer.status() == 403);
        }
    }

    /** R6: the pages of a search are its owner's. */
    @Test
    void pagesAreTheirOwners() {
        Answer first = frontDesk().get("Patient?_count=1");
        String next = first.body().findParents("relation").stream()
                .filter(link -> link.path("relation").asText().equals("next"))
                .map(link -> link.path("url").asText())
                .findFirst()
                .orElseThrow();

        assertThat(frontDesk().get(next).status()).isEqualTo(200);
        for (Caller caller : confined) {
            assertThat(caller.get(next).status()).isEqualTo(410);
        }
        assertThat(new Caller(hub, Minted.person(hub, "admin", "user/*.cruds", Map.of()))
                        .get(next)
                        .status())
                .isEqualTo(410);
        assertThat(frontDesk()
                        .inBatch(next.substring(next.indexOf("/fhir?") + 5))
                        .status())
                .isEqualTo(403);
    }

    /** R13: that B's record links to A's opens nothing of B's. */
    @Test
    void aLinkIsNoDoor() {
        String linked = Pair.id(pair.system()
                .create(
                        """
                        {"resourceType":"Patient","name":[{"family":"Linked"}],
                         "link":[{"other":{"reference":"Patient/%s"},"type":"seealso"}]}"""
                                .formatted(pair.a())));
        for (Caller caller : confined) {
            assertThat(caller.ask("Patient/" + linked)).allSatisfy(OthersRecordsIT::isMissing);
            assertThat(caller.update(
                                    "Patient/" + linked,
                                    """
                                    {"resourceType":"Patient","id":"%s","name":[{"family":"Taken"}]}"""
                                            .formatted(linked))
                            .status())
                    .isEqualTo(404);
            Answer everything = caller.get("Patient/" + pair.a() + "/$everything");
            assertThat(everything.status()).isEqualTo(200);
            assertThat(everything.tells("Linked")).isFalse();
            assertThat(caller.get("Patient/" + linked + "/$everything")).satisfies(OthersRecordsIT::isMissing);
            assertThat(caller.get("Patient/never-was/$everything")).satisfies(OthersRecordsIT::isMissing);
        }
    }

    /** R14: what was filed with A by mistake and moved to B is gone from A, old versions and all. */
    @Test
    void whatWasMovedAwayIsGone() {
        String moved = Pair.observation(pair.system(), pair.a(), "moved", "laboratory");
        pair.system()
                .update(
                        "Observation/" + moved,
                        Pair.observationJson(pair.b(), "moved", "laboratory")
                                .replaceFirst("\\{", "{\"id\":\"" + moved + "\","));
        for (Caller caller : confined) {
            for (String path : List.of("", "/_history/1", "/_history/2", "/_history")) {
                assertThat(caller.ask("Observation/" + moved + path)).allSatisfy(OthersRecordsIT::isMissing);
            }
        }
    }

    /** R14, the other way: of what was B's once and is A's now, A sees their own versions. */
    @Test
    void whatWasSomebodyElsesBeforeIsNotShown() {
        String moved = Pair.observation(pair.system(), pair.b(), "came", "laboratory");
        pair.system()
                .update(
                        "Observation/" + moved,
                        Pair.observationJson(pair.a(), "came", "laboratory")
                                .replaceFirst("\\{", "{\"id\":\"" + moved + "\","));

        assertThat(ofPatient().ask("Observation/" + moved + "/_history/1")).allMatch(answer -> answer.status() == 404);
        assertThat(ofPatient().get("Observation/" + moved + "/_history").tells(pair.b()))
                .isFalse();
    }

    /** R15: what is not on the list of operations is refused, whoever asks. */
    @Test
    void operationsThatAreNotListedAreRefused() {
        for (Caller caller : List.of(ofPatient(), frontDesk(), pair.system())) {
            for (String operation : List.of(
                    "$export",
                    "Patient/$export",
                    "$get-resource-counts",
                    "Observation/$lastn",
                    "Patient/" + pair.a() + "/$meta",
                    "$meta",
                    "Patient/" + pair.a() + "/$diff",
                    "$diff?from=Patient/" + pair.a() + "&to=Patient/" + pair.b(),
                    "$graphql?query={Patient{id}}".replace("{", "%7B").replace("}", "%7D"))) {
                assertThat(caller.get(operation).status()).as(operation).isBetween(400, 499);
                assertThat(caller.inBatch(operation).status()).as(operation).isBetween(400, 499);
            }
            for (String operation : List.of(
                    "$expunge",
                    "$reindex",
                    "Patient/$validate",
                    "Patient/" + pair.a() + "/$meta-add",
                    "Patient/$merge",
                    "$process-message")) {
                assertThat(caller.write("POST", operation, "{\"resourceType\":\"Parameters\"}", Map.of())
                                .status())
                        .as(operation)
                        .isBetween(400, 499);
            }
        }
    }

    /** R18: a file is as open as the record that it belongs to. */
    @Test
    void filesAreAsOpenAsTheirRecord() {
        Caller clinician = new Caller(hub, Minted.person(hub, "clinician", "user/*.cruds", Map.of()));
        String ofB = Pair.id(pair.system()
                .create(
                        """
                        {"resourceType":"Binary","contentType":"text/plain","data":"c2VjcmV0",
                         "securityContext":{"reference":"Observation/%s"}}"""
                                .formatted(pair.observationOfB())));

        assertThat(clinician.ask("Binary/" + ofB)).allMatch(answer -> answer.status() == 404);
        for (Caller caller : confined) {
            assertThat(caller.ask("Binary/" + ofB))
                    .allMatch(answer -> answer.status() == 404 || answer.status() == 403);
        }
    }

    /** R21: no way round by another method's name, no page for browsers. */
    @Test
    void thereIsNoOtherWayIn() {
        Caller reader = new Caller(hub, Minted.person(hub, "frontdesk", "user/Patient.rs", Map.of()));

        assertThat(reader.get("Patient/" + pair.a(), Map.of("X-HTTP-Method-Override", "DELETE"))
                        .status())
                .isEqualTo(200);
        assertThat(pair.system().get("Patient/" + pair.a()).status()).isEqualTo(200);
        assertThat(reader.get("Patient/" + pair.a() + "?_format=html").body().isTextual())
                .isFalse();
    }

    /** R23: what was deleted of B's is as if it had never been. */
    @Test
    void whatWasDeletedIsNotTold() {
        String gone = Pair.observation(pair.system(), pair.b(), "gone", "laboratory");
        assertThat(pair.system().delete("Observation/" + gone).status()).isEqualTo(200);

        assertThat(pair.system().get("Observation/" + gone).status()).isEqualTo(410);
        for (Caller caller : confined) {
            assertThat(caller.ask("Observation/" + gone)).allSatisfy(OthersRecordsIT::isMissing);
        }
    }

    /** R24: who else comes to a group's visit is not shown, and cannot be asked for. */
    @Test
    void aGroupsVisitShowsThemAlone() {
        String visit = Pair.id(pair.system()
                .create(
                        """
                        {"resourceType":"Appointment","status":"booked","start":"2026-01-05T10:00:00Z","end":"2026-01-05T11:00:00Z",
                         "participant":[{"actor":{"reference":"Patient/%s"},"status":"accepted"},
                                        {"actor":{"reference":"Patient/%s"},"status":"accepted"}]}"""
                                .formatted(pair.a(), pair.b())));
        for (Caller caller : confined) {
            assertThat(caller.ask("Appointment/" + visit))
                    .allMatch(answer -> answer.status() == 200 && answer.tells(pair.a()) && !answer.tells(pair.b()));
            assertThat(caller.ask("Appointment?date=2026-01-05"))
                    .allMatch(answer -> answer.tells(visit) && !answer.tells(pair.b()));
            assertThat(caller.ask("Appointment?patient=Patient/" + pair.b()))
                    .allMatch(answer -> answer.status() == 403);
            assertThat(caller.ask("Appointment?actor=Patient/" + pair.b())).allMatch(answer -> answer.status() == 403);
        }
    }
}
