package org.practicehub.server.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.testing.AppFlow.back;
import static org.practicehub.server.testing.AppFlow.basic;
import static org.practicehub.server.testing.Tokens.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.practicehub.server.identity.People;
import org.practicehub.server.testing.AppFlow;
import org.practicehub.server.testing.KeyServer;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tokens say, how they are renewed, taken back and looked into. Item numbers are those of smart.md, section 2. */
class TokensIT {
    private static final String SCOPE = "openid fhirUser online_access user/Patient.rs";

    private final TestHub hub = TestHub.shared();

    /** T1: what every answer of the token endpoint carries. */
    @Test
    void anAnswerSaysWhatItGaveAndIsNotKept() {
        AppFlow flow = flow();
        HttpResponse<String> first = flow.exchange(flow.authorize());
        HttpResponse<String> second =
                flow.refresh(json(first).get("refresh_token").asText());

        for (HttpResponse<String> answer : List.of(first, second)) {
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
            assertThat(answer.headers().firstValue("Pragma")).contains("no-cache");
            assertThat(json(answer).get("expires_in").asInt()).isBetween(1, 3600);
            assertThat(json(answer).get("scope").asText()).contains("user/Patient.rs");
            assertThat(json(answer).get("token_type").asText()).isEqualTo("Bearer");
        }
    }

    /** T3: the id token names the person to whoever asked, and echoes the nonce. */
    @Test
    void theIdTokenNamesThePersonToWhoeverAsked() throws ParseException {
        JsonNode asked = flow().with("nonce", "a nonce").token();
        JsonNode plain =
                AppFlow.of(hub, "plain", "frontdesk", "openid user/Patient.rs").token();

        JWTClaimsSet identity = SignedJWT.parse(asked.get("id_token").asText()).getJWTClaimsSet();
        assertThat(identity.getStringClaim("nonce")).isEqualTo("a nonce");
        assertThat(identity.getAudience()).containsExactly("plain");
        assertThat(identity.getStringClaim("fhirUser")).startsWith(hub.fhir() + "/");
        assertThat(SignedJWT.parse(plain.get("id_token").asText())
                        .getJWTClaimsSet()
                        .getClaim("fhirUser"))
                .isNull();
    }

    /** T5: online access ends with the browser session; offline access does not; neither gives no refresh token. */
    @Test
    void onlineAccessEndsAtSignOut() {
        HttpClient browser = Tokens.browser();
        Tokens.signIn(browser, hub, "frontdesk");
        AppFlow online = AppFlow.of(hub, browser, "plain", SCOPE);
        JsonNode whileSignedIn = online.token();
        AppFlow offline = AppFlow.of(hub, browser, "secret", "openid offline_access user/Patient.rs");
        String always = json(withSecret(
                        "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                back(offline.authorize()).get("code"),
                                "redirect_uri",
                                "https://secret.example.org/back",
                                "code_verifier",
                                AppFlow.VERIFIER)))
                .get("refresh_token")
                .asText();
        assertThat(AppFlow.of(hub, browser, "plain", "openid user/Patient.rs")
                        .token()
                        .has("refresh_token"))
                .isFalse();

        online.submit(
                URI.create(hub.base() + "/connect/logout"),
                Tokens.form(
                        Map.of("id_token_hint", whileSignedIn.get("id_token").asText())));

        assertThat(online.refresh(whileSignedIn.get("refresh_token").asText()).statusCode())
                .isEqualTo(400);
        assertThat(patients(whileSignedIn.get("access_token").asText())).isEqualTo(401);
        assertThat(withSecret("/oauth2/token", Map.of("grant_type", "refresh_token", "refresh_token", always))
                        .statusCode())
                .isEqualTo(200);
    }

    /** T6: an old refresh token ends the whole family, the newest with it. */
    @Test
    void anOldRefreshTokenEndsTheFamily() {
        AppFlow flow = flow();
        String first = flow.token().get("refresh_token").asText();
        JsonNode second = json(flow.refresh(first));
        JsonNode third = json(flow.refresh(second.get("refresh_token").asText()));
        assertThat(patients(third.get("access_token").asText())).isEqualTo(200);

        HttpResponse<String> again = flow.refresh(first);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(again).get("error").asText()).isEqualTo("invalid_grant");
        assertThat(flow.refresh(third.get("refresh_token").asText()).statusCode())
                .isEqualTo(400);
        assertThat(patients(third.get("access_token").asText())).isEqualTo(401);
        assertThat(patients(second.get("access_token").asText())).isEqualTo(401);
    }

    /** T6: of uses at once one gets an answer at the most, and the family ends. */
    @Test
    void usesAtOnceAreNotBothAnswered() {
        AppFlow flow = flow();
        String token = flow.token().get("refresh_token").asText();

        List<CompletableFuture<HttpResponse<String>>> uses = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> flow.refresh(token)))
                .toList();

        List<HttpResponse<String>> answered = uses.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 200)
                .toList();
        assertThat(answered).hasSize(1);
        assertThat(flow.refresh(json(answered.get(0)).get("refresh_token").asText())
                        .statusCode())
                .isEqualTo(400);
    }

    /** T6: within the grace, the same successor comes again; after it, the family ends. */
    @Test
    void withinTheGraceTheSuccessorComesAgain() {
        JdbcClient sql = hub.bean(JdbcClient.class);
        Grants patient = new Grants(sql, hub.bean(Revoked.class), java.time.Duration.ofSeconds(10));
        Grants strict = new Grants(sql, hub.bean(Revoked.class), java.time.Duration.ZERO);
        AppFlow flow = flow();
        String first = flow.token().get("refresh_token").asText();
        flow.refresh(first);

        assertThat(patient.usedAgain(first)).isPresent();
        assertThat(strict.usedAgain(first)).isEmpty();
        assertThat(patient.find("none")).isEmpty();
    }

    /** N8: a refresh asks for less, or the same, and for its own client only. */
    @Test
    void aRefreshGivesNoMore() {
        AppFlow flow = flow();
        String token = flow.token().get("refresh_token").asText();

        assertThat(json(flow.refresh(token, Map.of("scope", "openid user/Patient.rs user/Coverage.rs")))
                        .get("error")
                        .asText())
                .isEqualTo("invalid_scope");
        assertThat(flow.refresh(token, Map.of("client_id", "asking")).statusCode())
                .isEqualTo(400);
        JsonNode less = json(flow.refresh(token, Map.of("scope", "user/Patient.rs")));
        assertThat(less.get("scope").asText()).isEqualTo("user/Patient.rs");
    }

    /** Whoever has left gets no further token. */
    @Test
    void whoeverLeftGetsNoFurtherToken() {
        People people = hub.bean(People.class);
        people.setPassword(people.put("tokens-leaver", "Leaver", "front-desk", null), "demo");
        AppFlow flow = AppFlow.of(hub, "plain", "tokens-leaver", SCOPE);
        String token = flow.token().get("refresh_token").asText();

        hub.bean(JdbcClient.class)
                .sql("update hub_person set active = false where username = 'tokens-leaver'")
                .update();

        assertThat(flow.refresh(token).statusCode()).isEqualTo(400);
    }

    /** T7: what is revoked opens nothing any more; what is unknown is answered alike. */
    @Test
    void aRevokedTokenOpensNothing() {
        AppFlow flow = flow();
        JsonNode byAccess = flow.token();
        JsonNode byRefresh = flow.token();
        assertThat(patients(byAccess.get("access_token").asText())).isEqualTo(200);

        assertThat(revoke(byAccess.get("access_token").asText())).isEqualTo(200);
        assertThat(revoke(byRefresh.get("refresh_token").asText())).isEqualTo(200);
        assertThat(revoke("unknown")).isEqualTo(200);

        assertThat(patients(byAccess.get("access_token").asText())).isEqualTo(401);
        assertThat(patients(byRefresh.get("access_token").asText())).isEqualTo(401);
        assertThat(flow.refresh(byRefresh.get("refresh_token").asText()).statusCode())
                .isEqualTo(400);
        assertThat(introspect(byAccess.get("access_token").asText())).hasToString("{\"active\":false}");
        assertThat(introspect(byRefresh.get("refresh_token").asText())).hasToString("{\"active\":false}");
    }

    /** T7: an access token from before a refresh can be taken back too; nobody takes back another client's. */
    @Test
    void anEarlierAccessTokenCanBeRevoked() {
        AppFlow flow = flow();
        JsonNode first = flow.token();
        JsonNode second = json(flow.refresh(first.get("refresh_token").asText()));

        withSecret("/oauth2/revoke", Map.of("token", first.get("access_token").asText()));
        assertThat(patients(first.get("access_token").asText())).isEqualTo(200);
        assertThat(revoke(first.get("access_token").asText())).isEqualTo(200);

        assertThat(patients(first.get("access_token").asText())).isEqualTo(401);
        assertThat(patients(second.get("access_token").asText())).isEqualTo(200);
    }

    /** T8: what a token is, told to a client that proves itself by secret or by a token of its own. */
    @Test
    void aTokenIsLookedInto() {
        JsonNode token = flow().token();
        String access = token.get("access_token").asText();

        JsonNode bySecret = introspect(access);
        JsonNode byToken = json(Tokens.send(
                HttpClient.newHttpClient(),
                form("/oauth2/introspect", Map.of("token", access))
                        .header("Authorization", "Bearer " + hub.systemToken())));

        for (JsonNode about : List.of(bySecret, byToken)) {
            assertThat(about.get("active").asBoolean()).isTrue();
            assertThat(about.get("scope").asText().split(" "))
                    .containsExactlyInAnyOrder(token.get("scope").asText().split(" "));
            assertThat(about.get("client_id").asText()).isEqualTo("plain");
            assertThat(about.get("iss").asText()).isEqualTo(hub.base());
            assertThat(about.get("sub").asText()).isEqualTo("frontdesk");
            assertThat(about.get("fhirUser").asText()).startsWith(hub.fhir() + "/");
            assertThat(about.get("exp").isIntegralNumber()).isTrue();
        }
        assertThat(introspect("unknown")).hasToString("{\"active\":false}");
        assertThat(Tokens.send(
                                HttpClient.newHttpClient(),
                                form("/oauth2/introspect", Map.of("token", access))
                                        .header("Authorization", "Bearer wrong"))
                        .statusCode())
                .isEqualTo(401);
    }

    /** T9: without a good token 401 and why; without the right 403 as FHIR tells it. */
    @Test
    void aRefusalSaysOfWhichKindItIs() {
        HttpResponse<String> bad = patientsWith("nonsense");
        HttpResponse<String> narrow = patientsWith(AppFlow.of(hub, "plain", "frontdesk", "user/Slot.rs")
                .token()
                .get("access_token")
                .asText());

        assertThat(bad.statusCode()).isEqualTo(401);
        assertThat(bad.headers().firstValue("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
        assertThat(narrow.statusCode()).isEqualTo(403);
        assertThat(json(narrow).at("/issue/0/code").asText()).isEqualTo("forbidden");
    }

    /** N12: unsigned, signed by another, of another server, for another server, over, or not an access token at all. */
    @Test
    void onlyThisServersAccessTokensOpenAnything() throws JOSEException {
        JsonNode token = flow().token();
        RSASSASigner ours = new RSASSASigner(hub.bean(SigningKeys.class).current());
        String kid = hub.bean(SigningKeys.class).current().getKeyID();
        assertThat(patients(signed(ours, kid, claims -> {}))).isEqualTo(200);

        assertThat(patients(new PlainJWT(claims(change -> {})).serialize())).isEqualTo(401);
        assertThat(patients(signed(new RSASSASigner(KeyServer.STRANGER), kid, claims -> {})))
                .isEqualTo(401);
        assertThat(patients(signed(ours, kid, claims -> claims.issuer("https://another.example.org"))))
                .isEqualTo(401);
        assertThat(patients(signed(ours, kid, claims -> claims.audience("https://another.example.org/fhir"))))
                .isEqualTo(401);
        assertThat(patients(signed(
                        ours,
                        kid,
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))))))
                .isEqualTo(401);
        assertThat(patients(token.get("id_token").asText())).isEqualTo(401);
        assertThat(patients(token.get("refresh_token").asText())).isEqualTo(401);
    }

    /** N13: only the header carries a token. */
    @Test
    void aTokenInTheAddressOpensNothing() {
        String token = flow().token().get("access_token").asText();

        assertThat(Tokens.send(
                                HttpClient.newHttpClient(),
                                HttpRequest.newBuilder(URI.create(hub.fhir() + "/Patient?access_token=" + token)))
                        .statusCode())
                .isEqualTo(401);
    }

    /** Keys: the next is published, kid is the thumbprint, the private part is not shown. */
    @Test
    void theNextKeyIsPublished() throws ParseException, JOSEException {
        String text = get("/oauth2/jwks").body();

        JWKSet keys = JWKSet.parse(text);
        assertThat(keys.getKeys()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(text).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        for (var key : keys.getKeys()) {
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        }
    }

    /** Keys: the one who keeps them withdraws one, and what it signed opens nothing; new tokens are signed by the next. */
    @Test
    void aWithdrawnKeysTokensOpenNothing() throws ParseException {
        String token = flow().token().get("access_token").asText();
        String kid = SignedJWT.parse(token).getHeader().getKeyID();
        AppFlow clerk = AppFlow.of(hub, "plain", "frontdesk", "openid");
        AppFlow keeper = AppFlow.of(hub, "plain", "admin", "openid");
        assertThat(clerk.get(hub.base() + "/account/keys").statusCode()).isEqualTo(403);
        HttpResponse<String> page = keeper.get(hub.base() + "/account/keys");
        assertThat(page.body()).contains(kid);

        keeper.answer(page, Map.of("kid", kid));

        assertThat(patients(token)).isEqualTo(401);
        assertThat(get("/oauth2/jwks").body()).doesNotContain(kid);
        assertThat(patients(flow().token().get("access_token").asText())).isEqualTo(200);
    }

    /** Keys: when its time has come the next key signs, and tokens of the one before it stay good. */
    @Test
    void keysChangeWithoutDowntime() throws ParseException {
        SigningKeys keys = hub.bean(SigningKeys.class);
        String before = flow().token().get("access_token").asText();

        hub.bean(JdbcClient.class)
                .sql("update hub_signing_key set signs_from = now() - interval '1 s' where signs_from > now()")
                .update();
        keys.turn();

        String after = flow().token().get("access_token").asText();
        assertThat(SignedJWT.parse(after).getHeader().getKeyID())
                .isNotEqualTo(SignedJWT.parse(before).getHeader().getKeyID());
        assertThat(patients(before)).isEqualTo(200);
        assertThat(patients(after)).isEqualTo(200);
        assertThat(keys.all()).hasSizeGreaterThanOrEqualTo(3);
    }

    /** D2, D3, D4: what discovery and the capability statement say, without a token and whatever is accepted. */
    @Test
    void discoverySaysWhatWorks() {
        HttpResponse<String> answer = Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.fhir() + "/.well-known/smart-configuration"))
                        .header("Accept", "application/fhir+xml"));
        JsonNode document = json(answer);
        JsonNode metadata = json(get("/fhir/metadata"));

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).isPresent();
        assertThat(document.get("capabilities")).hasSize(19);
        assertThat(document.get("token_endpoint_auth_signing_alg_values_supported"))
                .hasToString("[\"RS384\",\"ES384\"]");
        for (String name :
                List.of("introspection_endpoint", "revocation_endpoint", "management_endpoint", "jwks_uri")) {
            assertThat(document.get(name).asText()).startsWith(hub.base());
        }
        assertThat(document.has("registration_endpoint")).isFalse();
        JsonNode openid = json(get("/.well-known/openid-configuration"));
        assertThat(openid.get("token_endpoint_auth_methods_supported"))
                .isEqualTo(document.get("token_endpoint_auth_methods_supported"));
        assertThat(openid.get("grant_types_supported")).isEqualTo(document.get("grant_types_supported"));
        assertThat(metadata.at("/rest/0/security/cors").asBoolean()).isTrue();
        assertThat(metadata.at("/rest/0/security/service/0/coding/0/code").asText())
                .isEqualTo("SMART-on-FHIR");
        assertThat(metadata.at("/rest/0/security/extension").toString())
                .contains("authorize", "manage", "introspect", "revoke");
    }

    /** D5: the practice's brand, once for each version. */
    @Test
    void theBrandIsToldOnce() {
        JsonNode document = json(get("/fhir/.well-known/smart-configuration"));
        URI address = URI.create(document.get("user_access_brand_bundle").asText());
        HttpResponse<String> brands = Tokens.send(
                HttpClient.newHttpClient(), HttpRequest.newBuilder(address).header("Origin", "https://any.example"));

        HttpResponse<String> again = Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(address)
                        .header(
                                "If-None-Match",
                                brands.headers().firstValue("ETag").orElseThrow()));

        assertThat(json(brands).get("resourceType").asText()).isEqualTo("Bundle");
        assertThat(json(brands).get("timestamp").asText()).isNotBlank();
        assertThat(brands.body()).contains("Lakeside Family Practice", hub.fhir());
        assertThat(brands.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(again.statusCode()).isEqualTo(304);
    }

    /** C1: registered origins call, others do not; none sends cookies. */
    @Test
    void registeredOriginsCall() {
        for (String origin : List.of("https://plain.example.org", "https://embedded.example.org")) {
            HttpResponse<String> answer = preflight("/fhir/Patient", origin);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(origin);
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElse(""))
                    .contains("Authorization", "If-Match", "If-None-Exist", "Prefer");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            assertThat(preflight("/oauth2/token", origin).headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(origin);
        }
        assertThat(preflight("/fhir/Patient", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(preflight("/oauth2/token", "https://evil.example").statusCode())
                .isEqualTo(403);
        HttpResponse<String> called = Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.fhir() + "/Patient?_count=1"))
                        .header("Origin", "https://plain.example.org")
                        .header("Authorization", "Bearer " + hub.systemToken()));
        assertThat(called.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("ETag", "Location", "Content-Location");
    }

    private HttpResponse<String> preflight(String path, String origin) {
        return Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.base() + path))
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "Authorization, If-Match, If-None-Exist, Prefer"));
    }

    private JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(hub.base())
                .audience(hub.fhir())
                .subject("frontdesk")
                .jwtID("made-by-the-test")
                .claim("scope", "user/Patient.rs")
                .claim("client_id", "plain")
                .claim("role", "front-desk")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
        change.accept(claims);
        return claims.build();
    }

    private String signed(RSASSASigner signer, String kid, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(), claims(change));
        jwt.sign(signer);
        return jwt.serialize();
    }

    private AppFlow flow() {
        return AppFlow.of(hub, "plain", "frontdesk", SCOPE);
    }

    private int patients(String token) {
        return patientsWith(token).statusCode();
    }

    private HttpResponse<String> patientsWith(String token) {
        return Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.fhir() + "/Patient?_count=1"))
                        .header("Authorization", "Bearer " + token));
    }

    private int revoke(String token) {
        return Tokens.send(
                        HttpClient.newHttpClient(),
                        form("/oauth2/revoke", Map.of("token", token, "client_id", "plain")))
                .statusCode();
    }

    private JsonNode introspect(String token) {
        return json(withSecret("/oauth2/introspect", Map.of("token", token)));
    }

    private HttpResponse<String> withSecret(String path, Map<String, String> parameters) {
        return Tokens.send(
                HttpClient.newHttpClient(),
                form(path, parameters).header("Authorization", basic("secret", "a-secret-of-the-tests")));
    }

    private HttpRequest.Builder form(String path, Map<String, String> parameters) {
        return HttpRequest.newBuilder(URI.create(hub.base() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Tokens.form(parameters)));
    }

    private HttpResponse<String> get(String path) {
        return Tokens.send(HttpClient.newHttpClient(), HttpRequest.newBuilder(URI.create(hub.base() + path)));
    }
}
