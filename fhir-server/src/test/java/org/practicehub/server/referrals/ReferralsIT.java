package org.practicehub.server.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;

/** $submit-referral: the one door for referrals, and what its users see afterwards (smart.md 3.2 RP, 3.3). */
class ReferralsIT {
    private static final String SCOPES = "system/ServiceRequest.crus system/Patient.c system/Task.rs";

    private final TestHub hub = TestHub.shared();
    private final String sender = Minted.system(hub, "demo-referrals", SCOPES);

    @Test
    void aReferralBecomesATaskThatItsSenderFollows() {
        HttpResponse<String> sent = submit(sender, referral(UUID.randomUUID().toString(), "Newcomer", "1980-04-01"));

        JsonNode task = Tokens.json(sent);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        assertThat(task.path("status").asText()).isEqualTo("requested");
        assertThat(status("GET", "Task/" + task.path("id").asText(), sender, ""))
                .isEqualTo(200);
        assertThat(status("GET", task.path("focus").path("reference").asText(), sender, ""))
                .isEqualTo(200);
        assertThat(status("GET", task.path("for").path("reference").asText(), sender, ""))
                .isEqualTo(403);
        assertThat(get("Task", sender).path("entry").toString())
                .contains(task.path("id").asText());
    }

    @Test
    void sentTwiceItIsStoredOnce() {
        String referral = referral(UUID.randomUUID().toString(), "Twice", "1981-04-01");

        JsonNode first = Tokens.json(submit(sender, referral));
        JsonNode second = Tokens.json(submit(sender, referral));

        assertThat(second.path("id").asText()).isEqualTo(first.path("id").asText());
        assertThat(second.path("meta").path("versionId").asText()).isEqualTo("1");
    }

    @Test
    void aKnownPatientIsMetAndNotChanged() {
        JsonNode known = Tokens.json(
                send(
                        "POST",
                        "Patient",
                        hub.systemToken(),
                        """
                {"resourceType":"Patient","identifier":[{"system":"urn:elsewhere","value":"K-1"}],"birthDate":"1970-02-03",
                 "name":[{"family":"Known","given":["Old"]}]}"""));

        JsonNode task = Tokens.json(submit(
                sender,
                referral(UUID.randomUUID().toString(), "Known", "1970-02-03")
                        .replace(
                                "\"birthDate\"",
                                "\"identifier\":[{\"system\":\"urn:elsewhere\",\"value\":\"K-1\"}],\"birthDate\"")));

        assertThat(task.path("for").path("reference").asText())
                .isEqualTo("Patient/" + known.path("id").asText());
        JsonNode now = get("Patient/" + known.path("id").asText(), hub.systemToken());
        assertThat(now.path("meta").path("versionId").asText()).isEqualTo("1");
    }

    @Test
    void whoMayBeOnFileIsAQuestionForThePracticeAlone() {
        String family = "Maybe" + UUID.randomUUID().toString().substring(0, 8);
        submit(sender, referral(UUID.randomUUID().toString(), family, "1990-01-01"));
        JsonNode task = Tokens.json(submit(sender, referral(UUID.randomUUID().toString(), family, "1990-01-01")));

        String patient = task.path("for").path("reference").asText();
        assertThat(get("Task?patient=" + patient, hub.systemToken()).toString()).contains("possible-duplicate");
        assertThat(get("Task?_count=200", sender).toString()).doesNotContain("possible-duplicate");
    }

    @Test
    void thereIsNoOtherDoor() {
        String order =
                """
                {"resourceType":"ServiceRequest","status":"active","intent":"order","subject":{"display":"x"}}""";

        assertThat(status("POST", "ServiceRequest", sender, order)).isEqualTo(403);
        assertThat(status("POST", "Patient", sender, "{\"resourceType\":\"Patient\"}"))
                .isEqualTo(403);
        assertThat(status("GET", "Patient", sender, "")).isEqualTo(403);
    }

    @Test
    void othersSubmissionsAreNotSeen() {
        JsonNode task = Tokens.json(submit(sender, referral(UUID.randomUUID().toString(), "Mine", "1982-04-01")));
        String other = Minted.person(hub, "referrer", "user/*.cruds", Map.of());

        assertThat(status("GET", "Task/" + task.path("id").asText(), other, "")).isEqualTo(404);
        assertThat(get("Task", other).toString()).doesNotContain(task.path("id").asText());
    }

    @Test
    void aPersonRefersInTheirOwnName() {
        String referrer = Minted.person(hub, "referrer", "user/*.cruds", Map.of());
        String stranger = referral(UUID.randomUUID().toString(), "Named", "1983-04-01")
                .replace(
                        "\"intent\":\"order\"",
                        "\"intent\":\"order\",\"requester\":{\"reference\":\"Practitioner/somebody\"}");

        HttpResponse<String> own = submit(referrer, referral(UUID.randomUUID().toString(), "Named", "1983-04-01"));

        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        assertThat(submit(referrer, stranger).statusCode()).isEqualTo(422);
        String order = Tokens.json(own).path("focus").path("reference").asText();
        assertThat(status("GET", order, referrer, "")).isEqualTo(200);
        assertThat(get("Patient", referrer).path("entry").toString())
                .contains(
                        Tokens.json(own).path("for").path("reference").asText().substring(8));
    }

    @Test
    void whatIsNoReferralIsRefusedWithItsReasons() {
        String two = referral("x", "Two", "1984-01-01").replaceFirst("\"Patient\"", "\"Observation\"");
        HttpResponse<String> leads = submit(
                sender,
                referral(UUID.randomUUID().toString(), "Leads", "1984-01-01")
                        .replace(
                                "\"intent\":\"order\"",
                                "\"intent\":\"order\",\"encounter\":{\"reference\":\"Encounter/1\"}"));

        assertThat(submit(sender, two).statusCode()).isEqualTo(422);
        assertThat(leads.statusCode()).isEqualTo(422);
        assertThat(leads.body()).contains("leads out of the bundle");
        assertThat(submit(Minted.person(hub, "biller", "user/*.cruds", Map.of()), referral("y", "Biller", "1984-01-01"))
                        .statusCode())
                .isEqualTo(403);
    }

    private static String referral(String number, String family, String born) {
        return """
                {"resourceType":"Bundle","type":"collection","entry":[
                 {"fullUrl":"urn:uuid:11111111-1111-4111-8111-111111111111","resource":{"resourceType":"Patient",
                  "name":[{"family":"%s","given":["Pat"]}],"birthDate":"%s"}},
                 {"fullUrl":"urn:uuid:22222222-2222-4222-8222-222222222222","resource":{"resourceType":"ServiceRequest",
                  "identifier":[{"system":"urn:sender","value":"%s"}],"status":"active","intent":"order",
                  "subject":{"reference":"urn:uuid:11111111-1111-4111-8111-111111111111"},"code":{"text":"Cardiology"}}}]}"""
                .formatted(family, born, number);
    }

    private HttpResponse<String> submit(String token, String bundle) {
        return send("POST", "$submit-referral", token, bundle);
    }

    private JsonNode get(String url, String token) {
        return Tokens.json(send("GET", url, token, ""));
    }

    private int status(String method, String url, String token, String body) {
        return send(method, url, token, body).statusCode();
    }

    private HttpResponse<String> send(String method, String url, String token, String body) {
        return Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.fhir() + "/" + url))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/fhir+json")
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
}
