package org.practicehub.server.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.practicehub.server.testing.Tokens.authorize;
import static org.practicehub.server.testing.Tokens.browser;
import static org.practicehub.server.testing.Tokens.challenge;
import static org.practicehub.server.testing.Tokens.exchange;
import static org.practicehub.server.testing.Tokens.json;
import static org.practicehub.server.testing.Tokens.query;
import static org.practicehub.server.testing.Tokens.send;
import static org.practicehub.server.testing.Tokens.signIn;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;

/** Standalone launch, tokens and what their scopes open. Item numbers are those of the SMART rules (smart.md, section 2). */
class SignInIT {
    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-standard-0123456789";
    private static final String STAFF = "openid fhirUser online_access user/Patient.rs user/Appointment.crus";

    private final TestHub hub = TestHub.shared();

    /** D1, D3: discovery names the endpoints, S256 and nothing weaker. */
    @Test
    void discoverySaysWhereToGo() {
        JsonNode document = json(get("/fhir/.well-known/smart-configuration"));

        assertThat(document.get("authorization_endpoint").asText()).isEqualTo(hub.base() + "/oauth2/authorize");
        assertThat(document.get("token_endpoint").asText()).isEqualTo(hub.base() + "/oauth2/token");
        assertThat(document.get("code_challenge_methods_supported")).hasToString("[\"S256\"]");
        assertThat(document.get("issuer").asText()).isEqualTo(hub.base());
        assertThat(document.get("capabilities").toString()).contains("launch-standalone", "sso-openid-connect");
    }

    /** T1, T3: a person signs in, and the app learns who it is. */
    @Test
    void aPersonsAppGetsATokenAndTheirIdentity() throws ParseException {
        JsonNode token = Tokens.person(hub, "staff", "frontdesk", STAFF);

        assertThat(token.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(token.get("scope").asText().split(" "))
                .containsExactlyInAnyOrder(
                        "openid", "fhirUser", "online_access", "user/Patient.rs", "user/Appointment.crus");
        SignedJWT identity = SignedJWT.parse(token.get("id_token").asText());
        assertThat(identity.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(identity.getJWTClaimsSet().getAudience()).containsExactly("staff");
        assertThat(identity.getJWTClaimsSet().getStringClaim("fhirUser")).startsWith(hub.fhir() + "/Practitioner/");
    }

    /** S1: granted is what was asked for, less what the role may not. */
    @Test
    void aTokenHoldsNoMoreThanTheRole() {
        JsonNode token = Tokens.person(
                hub, "staff", "biller", "openid user/Patient.cruds user/Observation.rs user/Coverage.crus");

        assertThat(token.get("scope").asText().split(" "))
                .containsExactlyInAnyOrder("openid", "user/Patient.rs", "user/Coverage.crus");
    }

    /** S1: version 1 is answered in version 1. */
    @Test
    void versionOneScopesStayVersionOne() {
        JsonNode token = Tokens.person(hub, "staff", "frontdesk", "openid user/Patient.read");

        assertThat(token.get("scope").asText()).contains("user/Patient.read");
        assertThat(patients(token)).isNotEmpty();
    }

    /** An app that the role does not include opens nothing. */
    @Test
    void theConsoleIsNotTheFrontDesks() {
        HttpClient browser = browser();
        signIn(browser, hub, "frontdesk");

        HttpResponse<String> answer = authorize(browser, hub, "console", "openid user/Patient.rs", challenge(VERIFIER));

        assertThat(location(answer)).contains("error=access_denied");
    }

    /** T6: a refresh token works once; each use brings a new one. */
    @Test
    void aRefreshTokenIsUsedOnce() {
        JsonNode first = Tokens.person(hub, "staff", "frontdesk", STAFF);
        Map<String, String> refresh = Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                "staff",
                "refresh_token",
                first.get("refresh_token").asText());

        HttpResponse<String> second = Tokens.token(hub, refresh);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(json(second).get("refresh_token").asText())
                .isNotEqualTo(first.get("refresh_token").asText());
        assertThat(patients(json(second))).isNotEmpty();

        assertThat(Tokens.token(hub, refresh).statusCode()).isEqualTo(400);
    }

    /** Without online_access or offline_access there is none. */
    @Test
    void noRefreshTokenUnasked() {
        assertThat(Tokens.person(hub, "staff", "frontdesk", "openid user/Patient.rs")
                        .has("refresh_token"))
                .isFalse();
    }

    /** N1: a token for another server's audience is not given out. */
    @Test
    void anotherAudienceIsRefused() {
        HttpClient browser = browser();
        signIn(browser, hub, "frontdesk");

        HttpResponse<String> answer = send(
                browser,
                HttpRequest.newBuilder(URI.create(hub.base() + "/oauth2/authorize?"
                        + Tokens.form(Map.of(
                                "response_type",
                                "code",
                                "client_id",
                                "staff",
                                "redirect_uri",
                                hub.base() + "/apps/staff/",
                                "scope",
                                "openid user/Patient.rs",
                                "state",
                                "s",
                                "aud",
                                "https://another.example.org/fhir",
                                "code_challenge",
                                challenge(VERIFIER),
                                "code_challenge_method",
                                "S256")))));

        assertThat(location(answer)).contains("error=invalid_request").doesNotContain("code=");
    }

    /** N4, N5: no code without PKCE, no token without the verifier. */
    @Test
    void pkceIsForEverybody() {
        HttpClient browser = browser();
        signIn(browser, hub, "frontdesk");
        HttpResponse<String> without = send(
                browser,
                HttpRequest.newBuilder(URI.create(hub.base() + "/oauth2/authorize?"
                        + Tokens.form(Map.of(
                                "response_type", "code",
                                "client_id", "staff",
                                "redirect_uri", hub.base() + "/apps/staff/",
                                "scope", "openid user/Patient.rs",
                                "state", "s",
                                "aud", hub.fhir())))));
        String code = query(location(authorize(browser, hub, "staff", STAFF, challenge(VERIFIER))))
                .get("code");

        assertThat(location(without)).contains("error=invalid_request");
        assertThat(exchange(hub, "staff", code, VERIFIER + "x").statusCode()).isEqualTo(400);
    }

    /** N6: a code is used once, and a second use ends what the first one gave. */
    @Test
    void aCodeIsUsedOnce() {
        HttpClient browser = browser();
        signIn(browser, hub, "frontdesk");
        String code = query(location(authorize(browser, hub, "staff", STAFF, challenge(VERIFIER))))
                .get("code");

        assertThat(exchange(hub, "staff", code, VERIFIER).statusCode()).isEqualTo(200);
        assertThat(exchange(hub, "staff", code, VERIFIER).statusCode()).isEqualTo(400);
    }

    /** N2: an address that is not registered letter by letter gets no redirect at all. */
    @Test
    void anUnknownRedirectIsNotFollowed() {
        HttpClient browser = browser();
        signIn(browser, hub, "frontdesk");

        HttpResponse<String> answer = send(
                browser,
                HttpRequest.newBuilder(URI.create(hub.base() + "/oauth2/authorize?"
                        + Tokens.form(Map.of(
                                "response_type",
                                "code",
                                "client_id",
                                "staff",
                                "redirect_uri",
                                hub.base() + "/apps/staff/../evil",
                                "scope",
                                "openid",
                                "aud",
                                hub.fhir(),
                                "code_challenge",
                                challenge(VERIFIER),
                                "code_challenge_method",
                                "S256")))));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    /** A wrong password and an unknown name are told apart by nobody. */
    @Test
    void aWrongPasswordIsToldWithoutDetail() {
        assertThat(location(signIn(browser(), hub, "nobody-of-that-name"))).endsWith("/login?error");
    }

    /** N8, N17: a system gets what it is registered for, all of it or nothing. */
    @Test
    void aSystemGetsWhatItIsRegisteredFor() {
        assertThat(Tokens.system(hub, "system/Patient.rs")).isNotBlank();
        assertThatThrownBy(() -> Tokens.system(hub, "user/Patient.rs")).isInstanceOf(NullPointerException.class);
    }

    /** N12: an id token opens no record. */
    @Test
    void anIdTokenIsNoAccessToken() {
        String identity =
                Tokens.person(hub, "staff", "frontdesk", STAFF).get("id_token").asText();

        assertThat(status("/fhir/Patient", identity)).isEqualTo(401);
        assertThat(status("/fhir/Patient", "nonsense")).isEqualTo(401);
    }

    /** What a screen asks with its token leaves the browser's session as it is, however many ask at once. */
    @Test
    void aTokenDoesNotTouchTheSession() {
        HttpClient browser = browser();
        signIn(browser, hub, "frontdesk");
        String token = hub.systemToken();

        HttpResponse<String> answer =
                send(browser, request("/fhir/Patient?_count=1").header("Authorization", "Bearer " + token));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    /** N13: a token in the address, or a session cookie, opens nothing. */
    @Test
    void onlyTheHeaderCarriesAToken() {
        String token = hub.systemToken();
        HttpClient browser = browser();
        signIn(browser, hub, "frontdesk");

        assertThat(send(browser, request("/fhir/Patient")).statusCode()).isEqualTo(401);
        assertThat(get("/fhir/Patient?access_token=" + token).statusCode()).isEqualTo(401);
    }

    /** What the scopes do not name is denied: other types, other interactions, batch entries, operations. */
    @Test
    void scopesOpenWhatTheyNameAndNothingElse() {
        String token = Tokens.person(hub, "staff", "frontdesk", "user/Patient.rs")
                .get("access_token")
                .asText();
        IGenericClient client = hub.client(token);
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl("Coverage");

        assertThat(client.search()
                        .forResource(Patient.class)
                        .count(1)
                        .returnBundle(Bundle.class)
                        .execute()
                        .getEntry())
                .hasSize(1);
        forbidden(() ->
                client.search().byUrl("Coverage").returnBundle(Bundle.class).execute());
        forbidden(() -> client.create().resource(new Patient()).execute());
        forbidden(() -> client.search()
                .byUrl("Patient?_has:Observation:patient:code=x")
                .returnBundle(Bundle.class)
                .execute());
        forbidden(() -> client.search()
                .forResource(MessageHeader.class)
                .returnBundle(Bundle.class)
                .execute());
        forbidden(() -> client.transaction().withBundle(batch).execute());
        forbidden(() -> client.operation()
                .onServer()
                .named("$get-resource-counts")
                .withNoParameters(Parameters.class)
                .useHttpGet()
                .execute());
    }

    /** R12: what happened is written by the hub alone. */
    @Test
    void nobodyWritesProvenance() {
        forbidden(() -> hub.client().create().resource(new Provenance()).execute());
    }

    /** Who made a version stands in it, whatever the client says. */
    @Test
    void aVersionSaysWhoMadeIt() {
        String token = Tokens.person(hub, "staff", "frontdesk", "user/Patient.crus")
                .get("access_token")
                .asText();
        Patient patient = new Patient();
        patient.addName().setFamily("Signed");
        patient.getMeta().setSource("urn:somebody-else");

        Patient stored =
                (Patient) hub.client(token).create().resource(patient).execute().getResource();

        assertThat(stored.getMeta().getSource()).startsWith(hub.fhir() + "/Practitioner/");
    }

    private static void forbidden(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ForbiddenOperationException.class);
    }

    private Bundle.BundleEntryComponent[] patients(JsonNode token) {
        return hub.client(token.get("access_token").asText())
                .search()
                .forResource(Patient.class)
                .count(1)
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .toArray(Bundle.BundleEntryComponent[]::new);
    }

    private int status(String path, String token) {
        return send(HttpClient.newHttpClient(), request(path).header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private HttpResponse<String> get(String path) {
        return send(HttpClient.newHttpClient(), request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.base() + path));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
