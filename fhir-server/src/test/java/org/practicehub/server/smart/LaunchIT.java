package org.practicehub.server.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.testing.AppFlow.back;
import static org.practicehub.server.testing.AppFlow.location;
import static org.practicehub.server.testing.Tokens.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.Secrets;
import org.practicehub.server.testing.AppFlow;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Apps that are opened for a patient: from the hub's own screens, by a choice, with a consent. Items of smart.md, section 2. */
class LaunchIT {
    private static final String LAUNCH = "openid fhirUser launch patient/Patient.rs";
    private static final String STANDALONE = "openid launch/patient patient/Patient.rs";
    private static final TestHub HUB = TestHub.shared();

    private static String patient;
    private static String other;
    private static String visit;
    private static String family;

    private final JdbcClient sql = HUB.bean(JdbcClient.class);

    @BeforeAll
    static void people() {
        family = "Launched" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
        patient = create(patient("Ada"));
        other = create(patient("Ben"));
        visit = create(visit(patient));
        create(visit(patient));
        person("launch-patient", "tested", "Patient/" + patient);
        person("launch-mother", "tested", "RelatedPerson/" + create(standingFor(patient)));
        person("launch-tester", "tester", null);
        person("launch-nobody", "tested", null);
    }

    /** L1, T1: opened from the front desk's screen, the app learns patient, visit, intent and what else it was opened with. */
    @Test
    void anAppIsOpenedForAPatient() {
        Desk desk = new Desk("frontdesk");
        HttpResponse<String> made = desk.launch(
                """
                {"app": "plain", "patient": "%s", "encounter": "%s", "intent": "order-review",
                 "fhirContext": [{"reference": "ImagingStudy/123"}]}"""
                        .formatted(patient, visit));
        assertThat(made.statusCode()).isEqualTo(201);
        URI opened = URI.create(json(made).get("url").asText());
        Map<String, String> parameters = Tokens.query(opened.toString());
        assertThat(opened.toString()).startsWith("https://plain.example.org/launch?");
        assertThat(parameters).containsEntry("iss", HUB.fhir());
        assertThat(parameters.get("launch").length()).isGreaterThanOrEqualTo(22);

        AppFlow app = desk.app(LAUNCH + " online_access").with("launch", parameters.get("launch"));
        JsonNode token = app.token();

        assertThat(token.get("patient").asText()).isEqualTo(patient);
        assertThat(token.get("encounter").asText()).isEqualTo(visit);
        assertThat(token.get("intent").asText()).isEqualTo("order-review");
        assertThat(token.get("fhirContext").get(0).get("reference").asText()).isEqualTo("ImagingStudy/123");
        assertThat(token.get("need_patient_banner").isBoolean()).isTrue();
        assertThat(token.has("tenant")).isFalse();
        assertThat(claims(token).get("patient").asText()).isEqualTo(patient);
        assertThat(claims(token).get("encounter").asText()).isEqualTo(visit);
        JsonNode refreshed = json(app.refresh(token.get("refresh_token").asText()));
        assertThat(refreshed.get("patient").asText()).isEqualTo(patient);
        assertThat(refreshed.get("encounter").asText()).isEqualTo(visit);
        assertThat(refreshed.get("intent").asText()).isEqualTo("order-review");
    }

    /** T2: what the app's look is found at changes when the look does. */
    @Test
    void theStyleIsServedAtAnAddressOfItsOwn() {
        Desk desk = new Desk("frontdesk");
        JsonNode token =
                desk.app(LAUNCH).with("launch", desk.handle("plain", patient)).token();
        String address = token.get("smart_style_url").asText();

        HttpResponse<String> style = desk.app("").get(address);

        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(json(style).get("color_background").asText()).startsWith("#");
        assertThat(desk.app("").get(address.replace(".json", "x.json")).statusCode())
                .isEqualTo(404);
    }

    /** L1: only a hash of the handle is kept, for five minutes. */
    @Test
    void theHandleItselfIsNotKept() {
        String handle = new Desk("frontdesk").handle("plain", patient);

        assertThat(sql.sql("select expires_at <= now() + interval '5 minutes' from hub_launch where handle_hash = ?")
                        .param(Secrets.hash(handle))
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    /** N9: bent, over, another's, another app's, another session's, or used: no code. */
    @Test
    void aLaunchIsGoodOnceForWhomItWasMade() {
        Desk desk = new Desk("frontdesk");
        String handle = desk.handle("plain", patient);
        String late = desk.handle("plain", patient);
        sql.sql("update hub_launch set expires_at = now() - interval '1 s' where handle_hash = ?")
                .param(Secrets.hash(late))
                .update();

        refused(desk.app(LAUNCH).with("launch", handle.substring(1) + "A"));
        refused(desk.app(LAUNCH).with("launch", late));
        refused(AppFlow.of(HUB, "plain", "intake", LAUNCH).with("launch", handle));
        refused(AppFlow.of(HUB, "plain", "frontdesk", LAUNCH).with("launch", handle));
        refused(AppFlow.of(HUB, desk.browser, "secret", LAUNCH).with("launch", handle));
        assertThat(back(desk.app(LAUNCH).with("launch", handle).authorize())).containsKey("code");
        refused(desk.app(LAUNCH).with("launch", handle));
    }

    /** N10: nobody opens an app for a patient whom they may not see, nor for a visit of another. */
    @Test
    void aLaunchIsForPatientsOfTheRoleOnly() {
        Desk desk = new Desk("frontdesk");
        String wrong = "{\"app\": \"plain\", \"patient\": \"%s\"}";

        assertThat(desk.launch(wrong.formatted("no-such-patient")).statusCode()).isEqualTo(403);
        assertThat(desk.launch("{\"app\": \"plain\", \"patient\": \"%s\", \"encounter\": \"%s\"}"
                                .formatted(other, visit))
                        .statusCode())
                .isEqualTo(403);
        assertThat(desk.launch("{\"app\": \"console\", \"patient\": \"%s\"}".formatted(patient))
                        .statusCode())
                .isEqualTo(403);
    }

    /** An app that was opened opens no others. */
    @Test
    void onlyTheHubsScreensOpenApps() {
        String token = AppFlow.of(HUB, "plain", "frontdesk", "openid user/Patient.rs")
                .token()
                .get("access_token")
                .asText();

        assertThat(launch(token, "{\"app\": \"plain\", \"patient\": \"%s\"}".formatted(patient))
                        .statusCode())
                .isEqualTo(403);
    }

    /** A launch with resources that are no resources is refused. */
    @Test
    void furtherContextHasItsForm() {
        String body = "{\"app\": \"plain\", \"patient\": \"%s\", \"fhirContext\": [%s]}";
        Desk desk = new Desk("frontdesk");

        for (String item : new String[] {
            "{}", "{\"reference\": \"Patient/1\"}", "{\"reference\": \"ImagingStudy/1\", \"role\": \"\"}"
        }) {
            assertThat(desk.launch(body.formatted(patient, item)).statusCode()).isEqualTo(422);
        }
    }

    /** What can be opened is what has a launch address and is open to the role. */
    @Test
    void theScreensKnowWhatCanBeOpened() {
        HttpResponse<String> apps = Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(HUB.base() + "/smart/launches"))
                        .header("Authorization", "Bearer " + new Desk("frontdesk").token));

        assertThat(json(apps).findValuesAsText("id")).contains("plain").doesNotContain("secret", "staff");
    }

    /** L3: a patient, and whoever stands for one, is not asked which. */
    @Test
    void onePatientIsNotAskedAbout() {
        assertThat(AppFlow.of(HUB, "plain", "launch-patient", STANDALONE)
                        .token()
                        .get("patient")
                        .asText())
                .isEqualTo(patient);
        JsonNode token = AppFlow.of(HUB, "plain", "launch-mother", STANDALONE).token();
        assertThat(token.get("patient").asText()).isEqualTo(patient);
        assertThat(token.get("scope").asText()).contains("patient/Patient.rs");
    }

    /** L3: whoever stands for several chooses among them, and among nobody else. */
    @Test
    void aProxyOfTwoChooses() {
        person("launch-father", "tested", "RelatedPerson/" + create(standingFor(patient)));
        sql.sql("update hub_person set acts_for = ? where username = 'launch-father'")
                .param(new String[] {"RelatedPerson/" + create(standingFor(other))})
                .update();
        AppFlow flow = AppFlow.of(HUB, "plain", "launch-father", STANDALONE);

        HttpResponse<String> page = flow.authorize();

        assertThat(page.body()).contains("Ada " + family, "Ben " + family).doesNotContain("Okonkwo");
        assertThat(json(flow.exchange(flow.answer(page, Map.of("patient", other))))
                        .get("patient")
                        .asText())
                .isEqualTo(other);
    }

    private static RelatedPerson standingFor(String who) {
        return new RelatedPerson().setActive(true).setPatient(new Reference("Patient/" + who));
    }

    /** N10: who is labelled restricted is not offered, and not taken, as the API does not show them. */
    @Test
    void aRestrictedPatientIsNotOffered() {
        Patient secret = patient("Hidden");
        secret.getMeta()
                .addSecurity()
                .setSystem("http://terminology.hl7.org/CodeSystem/v3-Confidentiality")
                .setCode("R");
        String id = create(secret);
        AppFlow flow = AppFlow.of(HUB, "plain", "frontdesk", STANDALONE);

        HttpResponse<String> found = flow.answer(flow.authorize(), Map.of("words", family));

        assertThat(found.body()).contains("Ada " + family).doesNotContain("Hidden");
        assertThat(flow.answer(found, Map.of("patient", id)).statusCode()).isEqualTo(410);
    }

    /** L3: scopes for a patient are granted with a patient only. */
    @Test
    void noPatientNoPatientsScopes() {
        assertThat(back(AppFlow.of(HUB, "plain", "launch-nobody", STANDALONE).authorize()))
                .containsEntry("error", "access_denied");
    }

    /** L3: staff choose among the patients of their role, and find them by name. */
    @Test
    void staffChooseAPatient() {
        AppFlow flow = AppFlow.of(HUB, "plain", "frontdesk", STANDALONE);
        HttpResponse<String> page = flow.authorize();
        assertThat(page.uri().getPath()).startsWith("/launch/");
        assertThat(page.body()).contains("Who is Plain app for?");

        HttpResponse<String> found = flow.answer(page, Map.of("words", "Ada " + family));

        assertThat(found.body()).contains("Ada " + family).doesNotContain("Ben " + family);
        assertThat(found.uri().getQuery()).isNull();
        HttpResponse<String> answer = flow.answer(found, Map.of("patient", patient));
        assertThat(json(flow.exchange(answer)).get("patient").asText()).isEqualTo(patient);
    }

    /** L3: a patient whom the page did not offer is not taken. */
    @Test
    void onlyAPatientOfTheRoleCanBeChosen() {
        AppFlow flow = AppFlow.of(HUB, "plain", "frontdesk", STANDALONE);
        HttpResponse<String> page = flow.authorize();

        assertThat(flow.answer(page, Map.of("patient", "no-such-patient")).statusCode())
                .isEqualTo(410);
    }

    /** L4: of the visits of that patient one is chosen, or none in particular. */
    @Test
    void aVisitOfThePatientIsChosen() {
        String scope = STANDALONE + " launch/encounter";
        AppFlow flow = AppFlow.of(HUB, "plain", "launch-patient", scope);
        HttpResponse<String> page = flow.authorize();
        assertThat(page.body()).contains(visit);

        assertThat(flow.answer(page, Map.of("encounter", "another")).statusCode())
                .isEqualTo(410);
        JsonNode token = json(flow.exchange(flow.answer(page, Map.of("encounter", visit))));
        assertThat(token.get("encounter").asText()).isEqualTo(visit);
        assertThat(claims(token).get("encounter").asText()).isEqualTo(visit);

        AppFlow without = AppFlow.of(HUB, "plain", "launch-patient", scope);
        JsonNode none = json(without.exchange(without.answer(without.authorize(), Map.of("encounter", ""))));
        assertThat(none.has("encounter")).isFalse();
        assertThat(none.get("patient").asText()).isEqualTo(patient);
    }

    /** N14: none of these forms is taken without its token; N19: nor shown in another site's frame. */
    @Test
    void aForeignPageAnswersNoForm() {
        AppFlow flow = AppFlow.of(HUB, "plain", "frontdesk", STANDALONE);
        HttpResponse<String> page = flow.authorize();

        assertThat(flow.submit(page.uri(), "patient=" + patient).statusCode()).isEqualTo(403);
        assertThat(flow.submit(page.uri(), "decision=allow&_csrf=wrong").statusCode())
                .isEqualTo(403);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'self'", "https://plain.example.org");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("SAMEORIGIN");
    }

    /** Another person's choice is nobody's, and a changed request is another request. */
    @Test
    void aChoiceBelongsToItsRequest() {
        AppFlow flow = AppFlow.of(HUB, "plain", "frontdesk", STANDALONE);
        HttpResponse<String> page = flow.authorize();
        String step = page.uri().getPath().replace("/launch/", "");
        flow.answer(page, Map.of("words", family));
        AppFlow foreign = AppFlow.of(HUB, "plain", "intake", STANDALONE);

        assertThat(foreign.get(page.uri().toString()).statusCode()).isEqualTo(410);
        assertThat(flow.with("state", "another")
                        .with("hub_step", step)
                        .authorize()
                        .uri()
                        .getPath())
                .startsWith("/launch/")
                .isNotEqualTo(page.uri().getPath());
        assertThat(location(flow.with("hub_context", "{\"patient\":\"" + other + "\"}")
                        .authorize()))
                .isEmpty();
    }

    /** S3: a person allows less than is asked for, and parts of a type instead of all of it; the hub asks once. */
    @Test
    void aPersonAllowsLess() {
        forget("launch-patient");
        String scope = STANDALONE + " patient/Condition.rs patient/Observation.rs patient/Encounter.rs";
        String problems =
                "patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/condition-category|problem-list-item";
        String vitals =
                "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs";
        AppFlow flow = AppFlow.of(HUB, "asking", "launch-patient", scope);
        HttpResponse<String> page = flow.authorize();
        assertThat(page.body())
                .contains("What may Asking app do?", "See problems and diagnoses, of this patient", "laboratory")
                .contains("health concerns", "social history", "diagnoses of visits", "questionnaires", "vital signs");

        String form = "decision=allow&_csrf=" + AppFlow.csrf(page)
                + "&" + Tokens.form(Map.of("scope", "patient/Patient.rs"))
                + "&" + Tokens.form(Map.of("scope", problems))
                + "&" + Tokens.form(Map.of("scope", vitals))
                + "&" + Tokens.form(Map.of("scope", "user/Patient.cruds"));
        JsonNode token = json(flow.exchange(flow.submit(page.uri(), form)));

        assertThat(token.get("scope").asText().split(" "))
                .containsExactlyInAnyOrder("openid", "launch/patient", "patient/Patient.rs", problems, vitals);
        JsonNode again = AppFlow.of(HUB, "asking", "launch-patient", scope).token();
        assertThat(again.get("scope").asText().split(" "))
                .containsExactlyInAnyOrder("openid", "launch/patient", "patient/Patient.rs", problems, vitals);
        HttpResponse<String> asked = AppFlow.of(HUB, "asking", "launch-patient", scope)
                .with("prompt", "consent")
                .authorize();
        assertThat(asked.uri().getPath()).startsWith("/launch/");
    }

    /** A person says no, and the app is told; an app that wants no page is told that one is needed. */
    @Test
    void aPersonSaysNo() {
        forget("frontdesk");
        AppFlow flow =
                AppFlow.of(HUB, "asking", "frontdesk", "openid user/Patient.rs").with("state", "ü&=%");
        HttpResponse<String> page = flow.authorize();

        assertThat(back(flow.answer(page, Map.of("decision", "deny"))))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "ü&=%")
                .containsEntry("iss", HUB.base());
        assertThat(back(flow.with("prompt", "none").authorize())).containsEntry("error", "interaction_required");
    }

    /** M1: a person sees which apps can do something in their name, and ends one with all that it holds. */
    @Test
    void aPersonEndsAnAppsAccess() {
        AppFlow flow = AppFlow.of(HUB, "plain", "launch-tester", "openid offline_access user/Patient.rs");
        JsonNode token = flow.token();
        HttpResponse<String> page = flow.get(HUB.base() + "/account/apps");
        assertThat(page.body()).contains("Plain app");
        assertThat(flow.submit(page.uri(), "app=plain").statusCode()).isEqualTo(403);

        HttpResponse<String> after = flow.answer(page, Map.of("app", "plain"));

        assertThat(after.body()).doesNotContain("Plain app");
        assertThat(flow.refresh(token.get("refresh_token").asText()).statusCode())
                .isEqualTo(400);
    }

    /** Somebody of the hub, with the hub's own screen open in their browser. */
    private static final class Desk {
        final HttpClient browser = Tokens.browser();
        final String token;

        Desk(String username) {
            Tokens.signIn(browser, HUB, username);
            HttpResponse<String> answer = Tokens.authorize(
                    browser, HUB, "staff", "openid online_access user/Patient.rs", Tokens.challenge(AppFlow.VERIFIER));
            token = json(Tokens.exchange(HUB, "staff", back(answer).get("code"), AppFlow.VERIFIER))
                    .get("access_token")
                    .asText();
        }

        HttpResponse<String> launch(String body) {
            return LaunchIT.launch(token, body);
        }

        String handle(String app, String patient) {
            HttpResponse<String> made = launch("{\"app\": \"%s\", \"patient\": \"%s\"}".formatted(app, patient));
            return Tokens.query(json(made).get("url").asText()).get("launch");
        }

        AppFlow app(String scope) {
            return AppFlow.of(HUB, browser, "plain", scope);
        }
    }

    private static HttpResponse<String> launch(String token, String body) {
        return Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(HUB.base() + "/smart/launches"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static void refused(AppFlow flow) {
        assertThat(back(flow.authorize()))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
    }

    private void forget(String username) {
        sql.sql("delete from hub_consent where username = ?").param(username).update();
    }

    private static JsonNode claims(JsonNode token) {
        String[] parts = token.get("access_token").asText().split("\\.");
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(new String(java.util.Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void person(String username, String role, String fhirUser) {
        People people = HUB.bean(People.class);
        people.setPassword(people.put(username, username, role, fhirUser), "demo");
    }

    private static Patient patient(String given) {
        Patient one = new Patient();
        one.addName().setFamily(family).addGiven(given);
        return one;
    }

    private static Encounter visit(String of) {
        Encounter one = new Encounter().setStatus(EncounterStatus.FINISHED);
        one.setClass_(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", "ambulatory"));
        one.setSubject(new Reference("Patient/" + of));
        one.getPeriod().setStart(new Date());
        return one;
    }

    private static String create(Resource resource) {
        return HUB.client().create().resource(resource).execute().getId().getIdPart();
    }
}
