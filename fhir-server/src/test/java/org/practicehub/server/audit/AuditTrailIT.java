package org.practicehub.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.practicehub.server.audit.EventSearch.Numbered;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;

/** R12 and smart.md 3.6 on a hub that runs: every way in leaves one event, and nothing goes out without one. */
class AuditTrailIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FHIR_JSON = "application/fhir+json";

    private final TestHub hub = TestHub.shared();
    private final JdbcClient sql = hub.bean(JdbcClient.class);
    private final EventSearch search = new EventSearch(sql);
    private final String system = hub.systemToken();

    @AfterEach
    void writable() {
        sql.sql("drop trigger if exists test_full on audit.event").update();
        sql.sql("drop trigger if exists test_full on audit.outbox").update();
    }

    @Test
    void aReadIsOneEventThatSaysWhoSawWhom() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Quillfeather\"}]}");
        JsonNode token = Tokens.person(hub, "staff", "frontdesk", "openid fhirUser user/Patient.rs");

        List<Event> events = during(() -> get(token.get("access_token").asText(), patient), 200);

        assertThat(events).hasSize(1);
        Event event = events.get(0);
        assertThat(event.what()).isEqualTo(Event.What.done("rest", "read", "R"));
        assertThat(event.caller().kind()).isEqualTo("person");
        assertThat(event.caller().client()).isEqualTo("staff");
        assertThat(event.caller().user()).isEqualTo("frontdesk");
        assertThat(event.caller().role()).isEqualTo("front-desk");
        assertThat(event.caller().resource()).startsWith("Practitioner/");
        assertThat(event.caller().address()).isNotBlank();
        assertThat(event.purpose()).isEqualTo("TREAT");
        assertThat(event.about().entities()).containsExactly(patient);
        assertThat(event.about().patients()).containsExactly(patient);
        assertThat(event.request()).isNotBlank();
        assertThat(event.disclosure()).isNull();
    }

    @Test
    void aSearchWithoutHitsIsAnEventWithoutWhatWasAsked() {
        List<Event> events = during(() -> get(system, "Patient?family=Zzyzxovich&birthdate=1971-01-31"), 200);
        List<Event> again = during(() -> get(system, "Patient?birthdate=1971-01-31&family=Zzyzxovich"), 200);
        List<Event> posted = during(
                () -> post(system, "Patient/_search", "application/x-www-form-urlencoded", "family=Zzyzxovich"), 200);

        assertThat(events).hasSize(1);
        assertThat(events.get(0).what()).isEqualTo(Event.What.done("rest", "search-type", "E"));
        assertThat(events.get(0).about().query()).isEqualTo("Patient?birthdate=*&family=*");
        assertThat(events.get(0).about().count()).isZero();
        assertThat(events.get(0).about().queryHash())
                .isEqualTo(again.get(0).about().queryHash());
        assertThat(posted.get(0).about().query()).isEqualTo("Patient/_search?family=*");
        assertThat(posted.get(0).about().queryHash())
                .isNotEqualTo(events.get(0).about().queryHash());
        assertThat(sql.sql("select count(*) from audit.event where body ilike '%zzyzx%' or body like '%1971-01-31%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aSearchSaysWhomItNamedAndWhomItFound() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");
        String encounter = create("Encounter", encounter(patient));

        Event found = one(() -> get(system, "Encounter?subject=" + patient), 200);
        Event none = one(() -> get(system, "Encounter?subject=Patient/nobody-" + UUID.randomUUID()), 200);

        assertThat(found.about().entities()).containsExactly(encounter);
        assertThat(found.about().patients()).containsExactly(patient);
        assertThat(found.about().count()).isEqualTo(1);
        assertThat(none.about().entities()).isEmpty();
        assertThat(none.about().patients()).hasSize(1).first().asString().startsWith("Patient/nobody-");
    }

    @Test
    void versionsAndHistoryAreEventsOfTheirVersions() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");

        Event version = one(() -> get(system, patient + "/_history/1"), 200);
        Event history = one(() -> get(system, patient + "/_history"), 200);

        assertThat(version.what().subtype()).isEqualTo("vread");
        assertThat(version.about().entities()).contains(patient + "/_history/1");
        assertThat(history.what().subtype()).isEqualTo("history-instance");
        assertThat(history.about().entities()).contains(patient + "/_history/1");
        assertThat(find("entity:" + patient)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whatIsRefusedIsAnEventToo() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");
        String biller = Tokens.person(hub, "staff", "biller", "openid user/Patient.rs")
                .get("access_token")
                .asText();

        Event nobody = one(() -> send(HttpRequest.newBuilder(uri(patient))), 401);
        Event forged = one(() -> get("no-token", patient), 401);
        Event notAllowed = one(() -> put(biller, patient, "{\"resourceType\":\"Patient\"}"), 403);
        Event unknown = one(() -> get(system, "Patient/nobody-at-all"), 404);
        Event wrong = one(() -> get(system, "Patient?no-such-parameter=secret"), 400);

        assertThat(List.of(nobody, forged, notAllowed, unknown, wrong))
                .allMatch(event -> event.what().outcome().equals("4"));
        assertThat(nobody.caller().kind()).isEqualTo("unknown");
        assertThat(nobody.about().entities()).containsExactly(patient);
        assertThat(forged.caller().kind()).isEqualTo("unknown");
        assertThat(notAllowed.caller().user()).isEqualTo("biller");
        assertThat(notAllowed.about().patients()).containsExactly(patient);
        assertThat(notAllowed.what().action()).isEqualTo("U");
        assertThat(unknown.about().patients()).containsExactly("Patient/nobody-at-all");
        assertThat(wrong.about().query()).isEqualTo("Patient?no-such-parameter=*");
    }

    /** However an address is spelled, what it leads to is written down. */
    @Test
    void noSpellingOfAnAddressGoesPastTheTrail() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");
        for (String spelled : List.of("/%66hir/" + patient, "/fhir/./" + patient, "/fhir/%50" + patient.substring(1))) {
            settle();
            long before = last();
            HttpResponse<String> answer = send(with(system, HttpRequest.newBuilder(URI.create(hub.base() + spelled))));
            List<Event> events = since(before);

            // Refused as no address of this server, or written down.
            assertThat(answer.statusCode() >= 400 || !events.isEmpty())
                    .as(spelled + " " + answer.statusCode() + " " + answer.body())
                    .isTrue();
            assertThat(answer.body().contains("resourceType\":\"Patient") && events.isEmpty())
                    .as(spelled + " " + answer.statusCode() + " " + answer.body())
                    .isFalse();
        }
    }

    @Test
    void aChangeOfOwnerNamesBothPatients() {
        String before = create("Patient", "{\"resourceType\":\"Patient\"}");
        String after = create("Patient", "{\"resourceType\":\"Patient\"}");
        String encounter = create("Encounter", encounter(before));
        String moved = named(encounter.substring(10), encounter(after));

        Event event = one(() -> put(system, encounter, moved), 200);

        assertThat(event.what()).isEqualTo(Event.What.done("rest", "update", "U"));
        assertThat(event.about().entities()).containsExactly(encounter);
        assertThat(event.about().patients()).containsExactly(after);
        assertThat(event.about().patientsBefore()).containsExactly(before);
        assertThat(find("patient:" + before))
                .anyMatch(found -> found.event().request().equals(event.request()));
    }

    @Test
    void createPatchAndDeleteAreOneEventEach() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");

        Event patch = one(
                () -> send(with(system, HttpRequest.newBuilder(uri(patient)))
                        .header("Content-Type", "application/json-patch+json")
                        .method(
                                "PATCH",
                                BodyPublishers.ofString(
                                        "[{\"op\":\"add\",\"path\":\"/gender\",\"value\":\"other\"}]"))),
                200);
        Event delete = one(
                () -> send(with(system, HttpRequest.newBuilder(uri(patient))).DELETE()), 200);

        assertThat(patch.what()).isEqualTo(Event.What.done("rest", "patch", "U"));
        assertThat(delete.what()).isEqualTo(Event.What.done("rest", "delete", "D"));
        assertThat(delete.about().patients()).containsExactly(patient);
    }

    @Test
    void aTransactionIsOneEventAndABatchTellsWhatItReads() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");
        String transaction =
                """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"fullUrl":"%s/Encounter/a","resource":%s,"request":{"method":"POST","url":"Encounter"}},
                 {"fullUrl":"%s/Encounter/b","resource":%s,"request":{"method":"POST","url":"Encounter"}}]}"""
                        .formatted(
                                hub.fhir(), named("a", encounter(patient)), hub.fhir(), named("b", encounter(patient)));
        String batch =
                """
                {"resourceType":"Bundle","type":"batch","entry":[
                 {"request":{"method":"GET","url":"%s"}},
                 {"request":{"method":"GET","url":"Patient?family=Hidden"}},
                 {"request":{"method":"GET","url":"Patient/nobody"}}]}"""
                        .formatted(patient);

        Event written = one(() -> post(system, "", FHIR_JSON, transaction), 200);
        Event read = one(() -> post(system, "", FHIR_JSON, batch), 200);

        assertThat(written.what().subtype()).isEqualTo("transaction");
        assertThat(written.about().entities()).hasSize(2).allMatch(entity -> entity.startsWith("Encounter/"));
        assertThat(written.about().patients()).containsExactly(patient);
        assertThat(read.about().entities()).contains(patient, "Patient/nobody");
        assertThat(read.about().query()).isEqualTo("GET " + patient + "\nGET Patient?family=*\nGET Patient/nobody");
        assertThat(read.what().text()).contains("not every entry");
    }

    @Test
    void aMessageIsAnEventOfItsFeedAboutItsPatient() {
        String message = Hl7.adt("A28", "910001", "Umberto", "Eva");
        long before = last();

        deliver(message);
        deliver(message);
        deliver(Hl7.header("ZZZ^Z99", Hl7.controlId()));

        List<Event> events = awaitEvents(before, 3);
        Event applied = subtype(events, "applied");
        assertThat(applied.caller().kind()).isEqualTo("feed");
        assertThat(applied.caller().user()).isEqualTo("demo-ehr");
        assertThat(applied.about().entities()).anyMatch(entity -> entity.startsWith("MessageHeader/"));
        assertThat(applied.about().patients()).hasSize(1);
        assertThat(applied.about().entities())
                .contains(applied.about().patients().get(0));
        assertThat(subtype(events, "duplicate").what().outcome()).isEqualTo("0");
        assertThat(subtype(events, "refused").what().outcome()).isEqualTo("4");
        assertThat(sql.sql("select count(*) from audit.event where body ilike '%umberto%' or body like '%910001%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** A replay is the event of the person who asks for it, and then one of the feed. */
    @Test
    void aReplayIsAnEventOfWhoAsksForIt() {
        long start = last();
        deliver(Hl7.adt("A28", "910002", "Vesper", "Ida"));
        Event applied = subtype(awaitEvents(start, 1), "applied");
        String header = applied.about().entities().stream()
                .filter(entity -> entity.startsWith("MessageHeader/"))
                .findFirst()
                .orElseThrow();

        long before = last();
        HttpResponse<String> answer = post(system, header + "/$replay", FHIR_JSON, "{\"resourceType\":\"Parameters\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        List<Event> events = awaitEvents(before, 2);
        Event asked = events.stream()
                .filter(event -> event.caller().kind().equals("system"))
                .findFirst()
                .orElseThrow();
        assertThat(asked.about().entities()).contains(header);
        assertThat(asked.about().patients()).isEqualTo(applied.about().patients());
        assertThat(subtype(events, "unchanged").caller().kind()).isEqualTo("feed");
    }

    @Test
    void signInsAndTokensAreEvents() {
        long before = last();
        HttpClient browser = Tokens.browser();
        Tokens.signIn(browser, hub, "frontdesk");
        Tokens.signIn(Tokens.browser(), hub, "my password in the wrong field");
        Tokens.person(hub, "staff", "clinician", "openid user/Patient.rs online_access");
        Tokens.token(hub, Map.of("grant_type", "refresh_token", "refresh_token", "forged", "client_id", "staff"));
        Tokens.system(hub, "system/Patient.rs");

        List<Event> events = since(before);
        assertThat(events).anyMatch(event -> is(event, "sign-in", "signed-in", "0", "frontdesk"));
        assertThat(events).anyMatch(event -> is(event, "sign-in", "refused", "4", null));
        assertThat(events)
                .anyMatch(event -> is(event, "token", "issued", "0", "clinician")
                        && "staff".equals(event.caller().client()));
        assertThat(events)
                .anyMatch(event -> is(event, "token", "issued", "0", null)
                        && "demo-system".equals(event.caller().client())
                        && event.details().get("scope").equals("system/Patient.rs"));
        assertThat(events).anyMatch(event -> is(event, "token", "refused", "4", null));
        assertThat(events).noneMatch(event -> Canonical.write(event).contains("wrong field"));
    }

    /** smart.md 3.6: nothing is read that cannot be written down, and it comes back by itself. */
    @Test
    void withoutRoomForEventsNothingLeavesAndNothingChanges() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Canaryson\"}]}");
        settle();
        full("audit.event");
        HttpResponse<String> read = get(system, patient);
        HttpResponse<String> denied = get("no-token", patient);
        writable();
        await().atMost(SOON).until(() -> get(system, patient).statusCode() == 200);

        full("audit.outbox");
        HttpResponse<String> written = put(
                system,
                patient,
                "{\"resourceType\":\"Patient\",\"id\":\"" + patient.substring(8) + "\",\"gender\":\"other\"}");
        String message = Hl7.adt("A28", "910003", "Waits", "Tom");
        String answer = deliver(message);
        HttpResponse<String> still = get(system, patient);
        writable();

        assertThat(read.statusCode()).isEqualTo(503);
        assertThat(read.body()).contains("OperationOutcome").doesNotContain("Canaryson");
        assertThat(read.headers().firstValue("Retry-After")).isPresent();
        assertThat(denied.statusCode()).isEqualTo(503);
        assertThat(written.statusCode()).isEqualTo(503);
        assertThat(still.body()).contains("Canaryson").doesNotContain("other").contains("\"versionId\":\"1\"");
        // It is in the journal, has had no effect yet, and has it once there is room.
        assertThat(answer).contains("MSA|AA|");
        await().atMost(SOON).until(() -> get(system, "Patient?identifier=urn:oid:2.999.10.1%7C910003")
                .body()
                .contains("Waits"));
    }

    @Test
    void thePrivacyOfficerReadsTheTrailAndNobodyChangesIt() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");
        for (int i = 0; i < 4; i++) {
            get(system, patient);
        }
        String privacy = Tokens.person(hub, "console", "privacy", "openid user/AuditEvent.rs")
                .get("access_token")
                .asText();
        String frontdesk = Tokens.person(hub, "staff", "frontdesk", "openid user/*.rs")
                .get("access_token")
                .asText();
        settle();

        JsonNode page = Tokens.json(get(privacy, "AuditEvent?patient=" + patient + "&_count=3"));
        JsonNode first = page.at("/entry/0/resource");
        String next = page.get("link").findParents("relation").stream()
                .filter(link -> link.get("relation").asText().equals("next"))
                .findFirst()
                .orElseThrow()
                .get("url")
                .asText();
        JsonNode rest = Tokens.json(get(privacy, next.substring(hub.fhir().length() + 1)));
        String request = first.findValue("identifier").get("value").asText();

        assertThat(page.get("entry")).hasSize(3);
        assertThat(next).doesNotContain(patient.substring(8));
        assertThat(rest.get("entry")).hasSize(2);
        assertThat(first.at("/subtype/0/code").asText()).isEqualTo("read");
        assertThat(first.at("/meta/profile/0").asText()).endsWith("IHE.BasicAudit.PatientRead");
        assertThat(first.at("/agent/0/altId").asText()).isEqualTo("demo-system");
        assertThat(entries(privacy, "AuditEvent?request=" + request)).isEqualTo(1);
        assertThat(entries(privacy, "AuditEvent?entity=" + patient + "&action=C"))
                .isEqualTo(1);
        assertThat(entries(privacy, "AuditEvent?patient=" + patient + "&outcome=4,8"))
                .isZero();
        assertThat(entries(privacy, "AuditEvent?patient=" + patient + "&altid=demo-system&subtype=read"))
                .isEqualTo(4);
        assertThat(entries(privacy, "AuditEvent?patient=" + patient + "&date=ge2200-01-01"))
                .isZero();
        assertThat(get(privacy, "AuditEvent/" + first.get("id").asText()).statusCode())
                .isEqualTo(200);
        assertThat(get(privacy, "AuditEvent/0").statusCode()).isEqualTo(404);
        assertThat(get(frontdesk, "AuditEvent").statusCode()).isEqualTo(403);
        assertThat(post(system, "AuditEvent", FHIR_JSON, "{\"resourceType\":\"AuditEvent\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(
                                system,
                                "",
                                FHIR_JSON,
                                """
                                {"resourceType":"Bundle","type":"batch","entry":[
                                 {"request":{"method":"DELETE","url":"AuditEvent/1"}}]}""")
                        .statusCode())
                .isEqualTo(403);
        assertThat(entries(privacy, "AuditEvent?agent-name=privacy&subtype=search-type"))
                .isPositive();
    }

    /** 45 CFR 164.528: what went to others than the practice's own people. */
    @Test
    void anAccountingOfDisclosuresListsWhatWentOutside() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");
        String frontdesk = Tokens.person(hub, "staff", "frontdesk", "openid user/Patient.rs")
                .get("access_token")
                .asText();
        get(frontdesk, patient);
        get(system, patient);
        get(system, "Patient/" + UUID.randomUUID());
        settle();

        JsonNode disclosures = Tokens.json(get(system, "AuditEvent?disclosure=true&patient=" + patient));

        assertThat(disclosures.get("entry")).hasSize(1);
        assertThat(disclosures.at("/entry/0/resource/agent/0/altId").asText()).isEqualTo("demo-system");
    }

    /** smart.md 3.6: an opening in an emergency stands out, and is accounted for. */
    @Test
    void breakingTheGlassIsAUseOfItsOwn() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");
        String clinician = Tokens.person(hub, "staff", "clinician", "openid user/Patient.rs")
                .get("access_token")
                .asText();
        String reason =
                """
                {"resourceType":"Parameters","parameter":[{"name":"reason","valueString":"Collapsed at the desk"}]}""";

        Event opened = one(() -> post(clinician, patient + "/$break-glass", FHIR_JSON, reason), 200);

        assertThat(opened.purpose()).isEqualTo("BTG");
        assertThat(opened.disclosure()).isTrue();
        assertThat(opened.about().patients()).containsExactly(patient);
        assertThat(opened.about().query()).isEqualTo(patient + "/$break-glass");
        assertThat(Canonical.write(opened)).doesNotContain("Collapsed");
    }

    @Test
    void theCommandFindsWhatWasChanged() {
        String patient = create("Patient", "{\"resourceType\":\"Patient\"}");
        get(system, patient);
        settle();
        hub.bean(Checkpoints.class).sign();
        String[] command = {
            "audit",
            "verify",
            "--hub.data=" + hub.data(),
            "--HUB_CONFIG=" + Path.of("..", "config").toAbsolutePath().normalize(),
            "--HUB_DATABASE_URL=" + hub.database().url(),
            "--HUB_DATABASE_USER=" + hub.database().user(),
            "--HUB_DATABASE_PASSWORD=" + hub.database().password()
        };
        long n = find("entity:" + patient).get(0).n();

        assertThat(AuditCommand.run(command)).isZero();
        tamper("update audit.event set body = replace(body, '\"read\"', '\"read \"') where n = " + n);
        assertThat(AuditCommand.run(command)).isEqualTo(1);
        tamper("update audit.event set body = replace(body, '\"read \"', '\"read\"') where n = " + n);
        assertThat(AuditCommand.run(command)).isZero();
        assertThat(AuditCommand.run("audit", "repair")).isEqualTo(2);
    }

    private void tamper(String statement) {
        try (Connection connection = hub.bean(DataSource.class).getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("begin; set local session_replication_role = replica; " + statement + "; commit");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void full(String table) {
        sql.sql(
                        """
                        create or replace function test_full() returns trigger language plpgsql as $$
                        begin raise exception 'no space left on device' using errcode = 'disk_full'; end $$""")
                .update();
        sql.sql("create trigger test_full before insert on " + table + " for each row execute function test_full()")
                .update();
    }

    private Event one(Supplier<HttpResponse<String>> request, int status) {
        List<Event> events = during(request, status);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    /** The events of this request alone. */
    private List<Event> during(Supplier<HttpResponse<String>> request, int status) {
        settle();
        long before = last();
        HttpResponse<String> answer = request.get();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        settle();
        return since(before).stream()
                .filter(event -> event.what().type().equals("rest"))
                .toList();
    }

    private List<Event> awaitEvents(long before, int most) {
        await().atMost(SOON).until(() -> since(before).size() >= most);
        return since(before);
    }

    /** Waits until everything that was committed has its number. */
    private void settle() {
        await().atMost(SOON)
                .until(() -> sql.sql("select count(*) from audit.outbox")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private long last() {
        return sql.sql("select coalesce(max(n), 0) from audit.event")
                .query(Long.class)
                .single();
    }

    private List<Event> since(long n) {
        return sql
                .sql("select body from audit.event where n > ? order by n")
                .param(n)
                .query(String.class)
                .list()
                .stream()
                .map(Canonical::read)
                .toList();
    }

    private List<Numbered> find(String term) {
        return search.find(new EventQuery(List.of(term), List.of(), null, null, null, 100));
    }

    private static Event subtype(List<Event> events, String subtype) {
        return events.stream()
                .filter(event -> event.what().subtype().equals(subtype))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + subtype + " among " + events));
    }

    private static boolean is(
            Event event, String type, String subtype, String outcome, @org.jspecify.annotations.Nullable String user) {
        return event.what().type().equals(type)
                && event.what().subtype().equals(subtype)
                && event.what().outcome().equals(outcome)
                && java.util.Objects.equals(event.caller().user(), user);
    }

    private int entries(String token, String query) {
        HttpResponse<String> answer = get(token, query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> found = new ArrayList<>();
        Tokens.json(answer).path("entry").forEach(found::add);
        return found.size();
    }

    private String deliver(String message) {
        try (MllpClient sender = hub.connect()) {
            return sender.send(message);
        }
    }

    private String create(String type, String body) {
        JsonNode created = Tokens.json(post(system, type, FHIR_JSON, body));
        return type + "/" + created.get("id").asText();
    }

    private static String named(String id, String resource) {
        return resource.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    private static String encounter(String patient) {
        return """
                {"resourceType":"Encounter","status":"planned","class":{"system":\
                "http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"subject":{"reference":"%s"}}"""
                .formatted(patient);
    }

    private HttpResponse<String> get(String token, String path) {
        return send(with(token, HttpRequest.newBuilder(uri(path))));
    }

    private HttpResponse<String> post(String token, String path, String type, String body) {
        return send(with(token, HttpRequest.newBuilder(uri(path)))
                .header("Content-Type", type)
                .header("Prefer", "return=representation")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> put(String token, String path, String body) {
        return send(with(token, HttpRequest.newBuilder(uri(path)))
                .header("Content-Type", FHIR_JSON)
                .PUT(BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return URI.create(hub.fhir() + (path.isEmpty() ? "" : "/" + path));
    }

    private static HttpRequest.Builder with(String token, HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return Tokens.send(HttpClient.newHttpClient(), request);
    }
}
