package org.practicehub.server.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.testing.AppFlow.back;
import static org.practicehub.server.testing.Tokens.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.server.testing.AppFlow;
import org.practicehub.server.testing.Assertion;
import org.practicehub.server.testing.KeyServer;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clients that are registered while the hub runs. Items of smart.md, section 2 and 3.1. */
class ClientsIT {
    private static final TestHub HUB = TestHub.shared();
    private static final String SCOPE = "user/Patient.rs";

    private static String admin;

    private final JdbcClient sql = HUB.bean(JdbcClient.class);

    @BeforeAll
    static void administrator() {
        admin = token("console", "admin", "openid");
    }

    /** Registered, it is opened from the front desk, asks the person, and may call the API from its page: at once. */
    @Test
    void aRegisteredAppWorksAtOnce() {
        String id = id();
        Parameters asked = app(id);
        asked.addParameter("launch", new StringType("https://" + id + ".example.org/launch"));
        asked.addParameter("origins", new StringType("https://framed-" + id + ".example.org"));
        assertThat(perform("$register-client", asked).statusCode()).isEqualTo(200);

        assertThat(get("/smart/launches", token("staff", "frontdesk", "openid")).body())
                .contains(id);
        assertThat(get("/fhir/$access-choices", token("console", "manager", "openid"))
                        .body())
                .contains(id);
        assertThat(allowed("https://" + id + ".example.org")).isTrue();
        assertThat(allowed("https://framed-" + id + ".example.org")).isTrue();
        AppFlow flow = AppFlow.of(HUB, id, "frontdesk", "openid " + SCOPE);
        HttpResponse<String> consent = flow.authorize();
        assertThat(consent.body()).contains("Registered app");
        assertThat(consent.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("https://" + id + ".example.org");
        HttpResponse<String> allowed =
                flow.submit(consent.uri(), "decision=allow&scope=user%2FPatient.rs&_csrf=" + AppFlow.csrf(consent));
        JsonNode token = json(flow.exchange(allowed));

        assertThat(token.get("scope").asText()).contains(SCOPE);
        assertThat(get("/fhir/Patient?_count=1", token.get("access_token").asText())
                        .statusCode())
                .isEqualTo(200);
    }

    /** N2: the redirect that holds is the one that was registered last, letter by letter. */
    @Test
    void aChangeHoldsAtOnce() {
        String id = id();
        perform("$register-client", without("consent", app(id)).addParameter("consent", false));
        assertThat(back(AppFlow.of(HUB, id, "frontdesk", SCOPE).authorize())).containsKey("code");

        Parameters other = without("redirects", app(id));
        other.addParameter("redirects", new StringType("https://other.example.org/back"));
        assertThat(perform("$change-client", other).statusCode()).isEqualTo(200);

        assertThat(AppFlow.of(HUB, id, "frontdesk", SCOPE).authorize().statusCode())
                .isEqualTo(400);
        assertThat(allowed("https://" + id + ".example.org")).isFalse();
        assertThat(allowed("https://other.example.org")).isTrue();
    }

    /** 3.1, effective = ... ∩ client registration: who may do less gives back what they had, refresh tokens too. */
    @Test
    void lessScopesEndWhatWasGivenWithMore() {
        String id = id();
        Parameters both = without("consent", app(id)).addParameter("consent", false);
        both.addParameter("scopes", new StringType("user/Encounter.rs"));
        both.addParameter("scopes", new StringType("online_access"));
        perform("$register-client", both);
        AppFlow flow = AppFlow.of(HUB, id, "frontdesk", SCOPE + " user/Encounter.rs online_access");
        JsonNode token = flow.token();
        assertThat(token.get("scope").asText()).contains("user/Encounter.rs");

        Parameters more = both.copy();
        more.addParameter("scopes", new StringType("user/Appointment.rs"));
        perform("$change-client", more);
        assertThat(get("/fhir/Encounter?_count=1", token.get("access_token").asText())
                        .statusCode())
                .isEqualTo(200);

        perform("$change-client", without("consent", app(id)).addParameter("consent", false));
        assertThat(get("/fhir/Encounter?_count=1", token.get("access_token").asText())
                        .statusCode())
                .isEqualTo(401);
        assertThat(flow.refresh(token.get("refresh_token").asText()).statusCode())
                .isEqualTo(400);
    }

    /** The hub makes the secret, shows it once and keeps its hash; another one puts it out of use. */
    @Test
    void aSecretIsShownOnceAndTheOldOneIsRefused() {
        String id = id();
        String first = secret(perform("$register-client", system(id, "client_secret_basic")));
        assertThat(systemToken(id, first).statusCode()).isEqualTo(200);
        assertThat(sql.sql("select secret_hash from hub_client where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .startsWith("{argon2id}")
                .doesNotContain(first);
        assertThat(perform("$clients", admin, null).body()).contains(id).doesNotContain(first, "argon2");

        String second = secret(perform("$new-client-secret", named(id)));

        assertThat(second).isNotEqualTo(first).hasSizeGreaterThanOrEqualTo(43);
        assertThat(systemToken(id, first).statusCode()).isEqualTo(401);
        assertThat(systemToken(id, second).statusCode()).isEqualTo(200);
        assertThat(secret(perform("$change-client", system(id, "client_secret_basic"))))
                .isEmpty();
        assertThat(systemToken(id, second).statusCode()).isEqualTo(200);
    }

    /** T4: a system that signs, its keys given inline. */
    @Test
    void aSystemIsRegisteredWithItsKeys() {
        String id = id();
        Parameters keys = system(id, "private_key_jwt");
        keys.addParameter("jwks", new StringType(KeyServer.settings().get("TEST_JWKS")));
        perform("$register-client", keys);

        HttpResponse<String> answer = Tokens.token(
                HUB,
                new TreeMap<>(Map.of(
                        "grant_type",
                        "client_credentials",
                        "scope",
                        "system/Patient.rs",
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        Assertion.of(HUB, id, KeyServer.RSA).sign())));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** A retired system's token is refused in the same moment, and so is the system; its id is given to no other. */
    @Test
    void aRetiredSystemIsOutAtOnce() {
        String id = id();
        String secret = secret(perform("$register-client", system(id, "client_secret_basic")));
        String token = json(systemToken(id, secret)).get("access_token").asText();
        assertThat(get("/fhir/Patient?_count=1", token).statusCode()).isEqualTo(200);

        assertThat(perform("$retire-client", named(id)).statusCode()).isEqualTo(200);

        assertThat(get("/fhir/Patient?_count=1", token).statusCode()).isEqualTo(401);
        assertThat(systemToken(id, secret).statusCode()).isEqualTo(401);
        assertThat(perform("$change-client", system(id, "client_secret_basic")).statusCode())
                .isEqualTo(404);
        refusedAt("id", perform("$register-client", app(id)));
        assertThat(perform("$clients", admin, null).body()).contains("retired-at");
    }

    /** The same of an app for people: access and refresh token. */
    @Test
    void aRetiredAppIsOutAtOnce() {
        String id = id();
        Parameters asked = without("consent", app(id)).addParameter("consent", false);
        asked.addParameter("scopes", new StringType("online_access"));
        perform("$register-client", asked);
        AppFlow flow = AppFlow.of(HUB, id, "frontdesk", SCOPE + " online_access");
        JsonNode token = flow.token();

        perform("$retire-client", named(id));

        assertThat(get("/fhir/Patient?_count=1", token.get("access_token").asText())
                        .statusCode())
                .isEqualTo(401);
        assertThat(flow.refresh(token.get("refresh_token").asText()).statusCode())
                .isEqualTo(401);
        assertThat(flow.authorize().statusCode()).isEqualTo(400);
        assertThat(sql.sql("select count(*) from oauth2_authorization where registered_client_id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** N2, N11, S1: each rule of the file's clients, told at the parameter. */
    @ParameterizedTest
    @CsvSource({
        "redirects, javascript:alert(1)",
        "redirects, http://app.example.org/back",
        "redirects, https://app.example.org/back#here",
        "redirects, https://user@app.example.org/back",
        "redirects, https://*.example.org/back",
        "redirects, //app.example.org/back",
        "redirects, /with a space",
        "launch, javascript:alert(1)",
        "origins, *",
        "scopes, user/Patinet.rs",
        "scopes, user/Patient.sr",
        "scopes, everything",
        "grants, password"
    })
    void whatTheFileMayNotSayIsRefused(String name, String value) {
        Parameters asked = without(name, app(id()));
        asked.addParameter(name, new StringType(value));

        refusedAt(name, perform("$register-client", asked));
    }

    /** N11: keys are fetched from the public Internet alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/jwks.json",
                "https://169.254.169.254/jwks.json",
                "https://[fd00::1]/jwks.json",
                "http://keys.example.org/jwks.json",
                "https://no-such-host.invalid/jwks.json"
            })
    void keysInsideThePracticeAreRefused(String address) {
        Parameters asked = system(id(), "private_key_jwt");
        asked.addParameter("jwks-url", new StringType(address));

        refusedAt("jwks-url", perform("$register-client", asked));
    }

    /** 3.3: a system names its types; it proves itself; its scopes stand beside no person's. */
    @Test
    void aSystemIsHeldClosely() {
        Parameters all = without("scopes", system(id(), "client_secret_basic"));
        all.addParameter("scopes", new StringType("system/*.rs"));
        refusedAt("scopes", perform("$register-client", all));
        refusedAt("authentication", perform("$register-client", system(id(), "none")));
        Parameters both = system(id(), "client_secret_basic");
        both.addParameter("grants", new CodeType("authorization_code"));
        refusedAt("grants", perform("$register-client", both));
    }

    /** What the hub serves may do what others may not, so nothing registered here is served by it. A slip is no silence. */
    @Test
    void whatThereIsNotIsNotPassedOver() {
        refusedAt("path", perform("$register-client", app(id()).addParameter("path", "/apps/staff/")));
        refusedAt("submission-only", perform("$register-client", app(id()).addParameter("submission-only", true)));
    }

    /** An id that is a client's or a person's is not given again, and one that could be mistaken not at all. */
    @ParameterizedTest
    @ValueSource(strings = {"staff", "plain", "demo-system", "frontdesk", "A", "with space", "../x"})
    void anIdIsOnesOwn(String taken) {
        refusedAt("id", perform("$register-client", app(taken)));
    }

    /** The file's clients are changed in the file. */
    @Test
    void theFilesClientsAreNotChangedHere() {
        refusedAt("id", perform("$change-client", app("plain")));
        refusedAt("id", perform("$new-client-secret", named("secret")));
        refusedAt("id", perform("$retire-client", named("staff")));
        assertThat(perform("$clients", admin, null).body()).contains("Plain app");
    }

    /** A role without the right, a system, and an app that an administrator opened. */
    @Test
    void onlyAnAdministratorAtTheHubsOwnScreenRegisters() {
        for (String token : new String[] {
            token("staff", "frontdesk", "openid"),
            token("console", "manager", "openid"),
            HUB.systemToken(),
            AppFlow.of(HUB, "plain", "admin", "openid")
                    .token()
                    .get("access_token")
                    .asText()
        }) {
            assertThat(perform("$clients", token, null).statusCode()).isEqualTo(403);
            assertThat(perform("$register-client", token, app(id())).statusCode())
                    .isEqualTo(403);
            assertThat(perform("$retire-client", token, named("plain")).statusCode())
                    .isEqualTo(403);
        }
    }

    /** What decides what leaves the practice asks for a fresh proof. */
    @Test
    void aStaleProofIsNotEnough() {
        try {
            forgetProof();
            HttpResponse<String> refused = perform("$register-client", app(id()));
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("/login/again");
            assertThat(perform("$clients", admin, null).statusCode()).isEqualTo(200);
        } finally {
            admin = token("console", "admin", "openid");
        }
    }

    private void forgetProof() {
        sql.sql(
                        """
                        delete from spring_session_attributes where attribute_name = 'hub.proved-at' and session_primary_id
                          in (select primary_id from spring_session where principal_name = 'admin')""")
                .update();
    }

    /** Who registered what is in the audit trail, and no secret is. */
    @Test
    void eachChangeIsInTheAuditTrail() {
        String id = id();
        String secret = secret(perform("$register-client", system(id, "client_secret_basic")));
        perform("$retire-client", named(id));

        String trail = String.join(
                "\n",
                sql.sql("select body from audit.event where body like '%' || ? || '%' order by n")
                        .param(id)
                        .query(String.class)
                        .list());
        assertThat(trail)
                .contains("\"subtype\":\"client\"", "\"user\":\"admin\"", "registered", "retired", "system/Patient.rs")
                .doesNotContain(secret);
    }

    private static String id() {
        return "c" + UUID.randomUUID();
    }

    private static Parameters app(String id) {
        Parameters asked = named(id);
        asked.addParameter("name", new StringType("Registered app"));
        asked.addParameter("redirects", new StringType("https://" + id + ".example.org/back"));
        asked.addParameter("scopes", new StringType("openid"));
        asked.addParameter("scopes", new StringType(SCOPE));
        asked.addParameter("consent", new BooleanType(true));
        return asked;
    }

    private static Parameters system(String id, String authentication) {
        Parameters asked = named(id);
        asked.addParameter("name", new StringType("Registered system"));
        asked.addParameter("grants", new CodeType("client_credentials"));
        asked.addParameter("authentication", new CodeType(authentication));
        asked.addParameter("scopes", new StringType("system/Patient.rs"));
        return asked;
    }

    private static Parameters named(String id) {
        return new Parameters().addParameter("id", new StringType(id));
    }

    private static Parameters without(String name, Parameters asked) {
        asked.getParameter().removeIf(parameter -> parameter.getName().equals(name));
        return asked;
    }

    private static void refusedAt(String name, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).get("issue").findValuesAsText("expression").toString()
                        + json(answer).get("issue"))
                .contains("Parameters.parameter.where(name='" + name + "')");
    }

    private static String secret(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        for (JsonNode parameter : json(answer).get("parameter")) {
            if (parameter.get("name").asText().equals("secret")) {
                return parameter.get("valueString").asText();
            }
        }
        return "";
    }

    private static HttpResponse<String> systemToken(String id, String secret) {
        return Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(HUB.base() + "/oauth2/token"))
                        .header("Authorization", AppFlow.basic(id, secret))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=system%2FPatient.rs")));
    }

    private static String token(String client, String username, String scope) {
        return Tokens.person(HUB, client, username, scope).get("access_token").asText();
    }

    private static boolean allowed(String origin) {
        HttpResponse<String> answer = Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(HUB.fhir() + "/Patient"))
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "GET")
                        .method("OPTIONS", BodyPublishers.noBody()));
        return answer.headers()
                .firstValue("Access-Control-Allow-Origin")
                .filter(origin::equals)
                .isPresent();
    }

    private static HttpResponse<String> get(String path, String token) {
        return Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(HUB.base() + path)).header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> perform(String operation, Parameters asked) {
        return perform(operation, admin, asked);
    }

    private static HttpResponse<String> perform(
            String operation, String token, @org.jspecify.annotations.Nullable Parameters asked) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(HUB.fhir() + "/" + operation))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/fhir+json");
        return Tokens.send(
                HttpClient.newHttpClient(),
                asked == null
                        ? request.GET()
                        : request.POST(BodyPublishers.ofString(
                                HUB.client().getFhirContext().newJsonParser().encodeResourceToString(asked))));
    }
}
