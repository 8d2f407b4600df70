package org.practicehub.server.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.testing.AppFlow.VERIFIER;
import static org.practicehub.server.testing.AppFlow.back;
import static org.practicehub.server.testing.AppFlow.basic;
import static org.practicehub.server.testing.AppFlow.location;
import static org.practicehub.server.testing.Tokens.json;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.server.testing.AppFlow;
import org.practicehub.server.testing.Assertion;
import org.practicehub.server.testing.KeyServer;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the authorization endpoint must refuse, and how. Item numbers are those of smart.md, section 2.3. */
class AuthorizationNegativesIT {
    private static final String SCOPE = "openid user/Patient.rs";

    private final TestHub hub = TestHub.shared();

    /** N1: no aud, or another server's. L2: with and without a slash at the end it is this one. */
    @Test
    void onlyThisServersAudienceGetsACode() {
        assertThat(back(flow().without("aud").authorize())).containsEntry("error", "invalid_request");
        assertThat(back(flow().with("aud", "https://another.example.org/fhir").authorize()))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
        assertThat(back(flow().with("aud", hub.base()).authorize())).containsEntry("error", "invalid_request");
        assertThat(back(flow().with("aud", hub.fhir() + "/").authorize())).containsKey("code");
    }

    /** N2, E1: an address that is not registered letter by letter is not gone to; the hub shows a page of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://plain.example.org/Back",
                "https://PLAIN.example.org/back",
                "https://plain.example.org/back/",
                "https://plain.example.org/back?x=2",
                "https://plain.example.org/back?x=1&y=2",
                "https://plain.example.org:8443/back",
                "https://someone@plain.example.org/back",
                "https://plain.example.org/other/../back",
                "https://plain.example.org/back#code",
                "https://plain.example.org.evil.example/back",
                "https://evil.example/?next=https://plain.example.org/back",
                "http://plain.example.org/back",
                "javascript:alert(1)",
                ""
            })
    void anAddressThatIsNotRegisteredIsNotGoneTo(String address) {
        HttpResponse<String> answer = flow().with("redirect_uri", address).authorize();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(location(answer)).isEmpty();
        assertThat(answer.body()).contains("This app cannot be opened", "/pages/pages.css");
    }

    /** E1: an unknown client gets the same page, whatever address it names. */
    @Test
    void anUnknownClientIsNotGoneTo() {
        HttpResponse<String> answer = flow().with("client_id", "nobody").authorize();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(location(answer)).isEmpty();
        assertThat(answer.body()).contains("This app cannot be opened");
    }

    /** E1: every other error goes to the app, with its state. */
    @Test
    void otherErrorsAreToldToTheApp() {
        assertThat(back(flow().with("response_type", "token").authorize()))
                .containsEntry("error", "unsupported_response_type")
                .containsEntry("state", "a state");
    }

    /** N3: the address at the token endpoint is that of the request. */
    @Test
    void theTokenIsAskedForFromTheSameAddress() {
        AppFlow flow = flow();
        String code = back(flow.authorize()).get("code");

        HttpResponse<String> answer =
                flow.exchange(Map.of("code", code, "redirect_uri", "https://plain.example.org/back?x=1"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(flow.exchange(Map.of("code", back(flow.authorize()).get("code"), "redirect_uri", ""))
                        .statusCode())
                .isEqualTo(400);
    }

    /** N4: for every kind of client, no code without a challenge by S256. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "secret", "signing"})
    void noCodeWithoutAChallenge(String client) {
        assertThat(back(flow(client).without("code_challenge").authorize())).containsEntry("error", "invalid_request");
        assertThat(back(flow(client).with("code_challenge_method", "plain").authorize()))
                .containsEntry("error", "invalid_request");
        assertThat(back(flow(client).without("code_challenge_method").authorize()))
                .containsEntry("error", "invalid_request");
        assertThat(back(flow(client)
                        .without("code_challenge")
                        .without("code_challenge_method")
                        .authorize()))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
    }

    /** N5: no token without the verifier, with a blank or wrong one, or with the challenge in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "another-verifier-that-is-long-enough-for-the-standard-0123456789", "challenge"})
    void noTokenWithoutTheVerifier(String verifier) {
        AppFlow flow = flow();
        String code = back(flow.authorize()).get("code");
        String given = verifier.equals("challenge") ? Tokens.challenge(VERIFIER) : verifier;

        HttpResponse<String> answer = flow.exchange(Map.of("code", code, "code_verifier", given));

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(json(answer).has("access_token")).isFalse();
    }

    /** N5: nor for a client that proves itself by a secret or a key, whose proof does not stand in for the verifier. */
    @Test
    void aSecretOrAKeyIsNoVerifier() {
        AppFlow secret = flow("secret");
        Map<String, String> bySecret = Map.of(
                "grant_type", "authorization_code",
                "code", back(secret.authorize()).get("code"),
                "redirect_uri", "https://secret.example.org/back");
        AppFlow signing = flow("signing");
        Map<String, String> byKey = Map.of(
                "code",
                back(signing.authorize()).get("code"),
                "code_verifier",
                "",
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                Assertion.of(hub, "signing", KeyServer.RSA).sign());

        assertThat(withSecret(bySecret, "a-secret-of-the-tests").statusCode()).isEqualTo(400);
        assertThat(signing.exchange(byKey).statusCode()).isEqualTo(400);
    }

    /** T4: by its secret and by its key a client gets its token. */
    @Test
    void confidentialClientsGetTheirTokens() {
        AppFlow secret = flow("secret");
        Map<String, String> bySecret = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                back(secret.authorize()).get("code"),
                "redirect_uri",
                "https://secret.example.org/back",
                "code_verifier",
                VERIFIER);
        AppFlow signing = flow("signing");
        Map<String, String> byKey = Map.of(
                "code", back(signing.authorize()).get("code"),
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", Assertion.of(hub, "signing", KeyServer.EC).sign());

        assertThat(json(withSecret(bySecret, "a-secret-of-the-tests"))
                        .get("access_token")
                        .asText())
                .isNotBlank();
        assertThat(json(signing.exchange(byKey)).get("access_token").asText()).isNotBlank();
    }

    /** N6: a code used again is refused, and what its first use gave ends. */
    @Test
    void aCodeUsedAgainEndsWhatItGave() {
        AppFlow flow = flow().with("scope", "openid online_access user/Patient.rs");
        String code = back(flow.authorize()).get("code");
        HttpResponse<String> first = flow.exchange(Map.of("code", code));
        String token = json(first).get("access_token").asText();
        assertThat(patients(token)).isEqualTo(200);

        HttpResponse<String> second = flow.exchange(Map.of("code", code));

        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(patients(token)).isEqualTo(401);
        assertThat(flow.refresh(json(first).get("refresh_token").asText()).statusCode())
                .isEqualTo(400);
    }

    /** N7: a code is good for a minute, and for its own client. */
    @Test
    void aCodeIsGoodForAMinuteAndForItsClient() {
        AppFlow flow = flow();
        String late = back(flow.authorize()).get("code");
        JdbcClient sql = hub.bean(JdbcClient.class);
        assertThat(sql.sql("select authorization_code_expires_at - authorization_code_issued_at <= interval '60 s'"
                                + " from oauth2_authorization where authorization_code_value = ?")
                        .param(late)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        sql.sql("update oauth2_authorization set authorization_code_issued_at = now() - interval '2 min',"
                        + " authorization_code_expires_at = now() - interval '1 min'"
                        + " where authorization_code_value = ?")
                .param(late)
                .update();
        String foreign = back(flow.authorize()).get("code");

        assertThat(flow.exchange(Map.of("code", late)).statusCode()).isEqualTo(400);
        assertThat(flow.exchange(Map.of("code", foreign, "client_id", "asking")).statusCode())
                .isEqualTo(400);
        assertThat(flow.exchange(Map.of("code", foreign)).statusCode()).isEqualTo(400);
    }

    /** N8, S1: asked for in the wrong order, beyond the role, or of another kind: not granted. */
    @Test
    void scopesBeyondTheRoleAreNotGranted() {
        String scope = json(AppFlow.of(
                                hub, "plain", "frontdesk", "openid user/Patient.sr user/Claim.cruds system/Patient.rs")
                        .exchange(AppFlow.of(
                                        hub,
                                        "plain",
                                        "frontdesk",
                                        "openid user/Patient.sr user/Claim.cruds system/Patient.rs")
                                .authorize()))
                .get("scope")
                .asText();

        assertThat(scope).isEqualTo("openid");
        assertThat(back(AppFlow.of(hub, "plain", "frontdesk", "user/Patient.sr user/Claim.rs")
                        .authorize()))
                .containsEntry("error", "access_denied");
    }

    /** S1: v1, v2, mixed, and a wildcard that becomes what the role has. */
    @Test
    void everyNotationIsAnsweredInKind() {
        assertThat(granted("user/Patient.read user/Appointment.rs"))
                .containsExactlyInAnyOrder("user/Patient.read", "user/Appointment.rs");
        assertThat(granted("user/*.read"))
                .contains("user/Patient.rs", "user/Slot.rs")
                .doesNotContain("user/*.read");
        assertThat(granted("user/*.rs")).contains("user/Patient.rs").doesNotContain("user/Claim.rs", "user/*.rs");
    }

    /** N15: a secret in the body is not taken where Basic is registered; nor a wrong one. */
    @Test
    void aSecretComesInTheHeader() {
        Map<String, String> form = Map.of(
                "grant_type", "authorization_code",
                "code", back(flow("secret").authorize()).get("code"),
                "redirect_uri", "https://secret.example.org/back",
                "code_verifier", VERIFIER,
                "client_id", "secret",
                "client_secret", "a-secret-of-the-tests");

        assertThat(Tokens.token(hub, form).statusCode()).isEqualTo(401);
        assertThat(withSecret(Map.of("grant_type", "authorization_code", "code", "x"), "wrong")
                        .statusCode())
                .isEqualTo(401);
    }

    /** N14: the state comes back as it was, byte by byte. N22: and who answers stands beside it. */
    @Test
    void theStateComesBackAsItWas() {
        String state = "ümlaut % %41 + & = 日本 \"<>";

        Map<String, String> answer = back(flow().with("state", state).authorize());
        Map<String, String> refused =
                back(flow().with("state", state).without("aud").authorize());

        assertThat(answer)
                .containsEntry("state", state)
                .containsEntry("iss", hub.base())
                .containsKey("code");
        assertThat(refused).containsEntry("state", state).containsEntry("iss", hub.base());
    }

    /** N23: pages that carry codes or launches tell nobody where one came from. */
    @Test
    void addressesOfCodesAreNotPassedOn() {
        assertThat(flow().authorize().headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(AppFlow.of(hub, "asking", "frontdesk", SCOPE)
                        .authorize()
                        .headers()
                        .firstValue("Referrer-Policy"))
                .contains("no-referrer");
    }

    /** L5: a posted request is the same request, over the sign-in too. */
    @Test
    void aPostedRequestIsTheSame() {
        assertThat(back(flow().post())).containsKey("code").containsEntry("state", "a state");

        AppFlow stranger = AppFlow.of(hub, Tokens.browser(), "plain", SCOPE);
        HttpResponse<String> signIn = stranger.post();
        assertThat(signIn.uri().getPath()).isEqualTo("/login");
        // Otherwise the browser would stop at the last redirect.
        assertThat(signIn.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self'", "https://plain.example.org");
        HttpResponse<String> answer = stranger.answer(signIn, Map.of("username", "frontdesk", "password", "demo"));

        assertThat(back(answer)).containsKey("code").containsEntry("state", "a state");
    }

    private java.util.List<String> granted(String scope) {
        return java.util.List.of(AppFlow.of(hub, "plain", "frontdesk", scope)
                .token()
                .get("scope")
                .asText()
                .split(" "));
    }

    private AppFlow flow() {
        return flow("plain");
    }

    private AppFlow flow(String client) {
        return AppFlow.of(hub, client, "frontdesk", SCOPE);
    }

    private int patients(String token) {
        return Tokens.send(
                        Tokens.browser(),
                        HttpRequest.newBuilder(URI.create(hub.fhir() + "/Patient?_count=1"))
                                .header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private HttpResponse<String> withSecret(Map<String, String> form, String secret) {
        return Tokens.send(
                Tokens.browser(),
                HttpRequest.newBuilder(URI.create(hub.base() + "/oauth2/token"))
                        .header("Authorization", basic("secret", secret))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Tokens.form(form))));
    }
}
