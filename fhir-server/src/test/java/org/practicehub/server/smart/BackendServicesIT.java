package org.practicehub.server.smart;

import static com.nimbusds.jose.JWSAlgorithm.HS256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.testing.Assertion.in;
import static org.practicehub.server.testing.KeyServer.EC;
import static org.practicehub.server.testing.KeyServer.RSA;
import static org.practicehub.server.testing.KeyServer.STRANGER;
import static org.practicehub.server.testing.Tokens.json;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.server.testing.Assertion;
import org.practicehub.server.testing.KeyServer;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;

/** Systems that prove themselves by a key (SMART Backend Services). Item numbers are those of smart.md, section 2. */
class BackendServicesIT {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final TestHub hub = TestHub.shared();

    /** T4: RS384 and ES384, keys by address and inline, no client_id beside the assertion. */
    @Test
    void bothAlgorithmsAndBothWaysOfRegisteringWork() {
        for (String client : List.of("backend-url", "backend-inline")) {
            for (JWK key : List.of(RSA, EC)) {
                HttpResponse<String> answer = ask(of(client, key).sign());

                assertThat(answer.statusCode())
                        .as("%s %s", client, key.getKeyType())
                        .isEqualTo(200);
                assertThat(json(answer).get("scope").asText()).isEqualTo("system/Patient.rs");
                assertThat(json(answer).get("expires_in").asInt()).isBetween(1, 300);
            }
        }
    }

    /** T4: the token opens what it says. */
    @Test
    void theTokenOpensTheRecord() {
        String token =
                json(ask(of("backend-inline", EC).sign())).get("access_token").asText();

        assertThat(hub.client(token).search().byUrl("Patient?_count=1").execute())
                .isNotNull();
    }

    /** A registered address may be named in jku, and keys are kept as long as their publisher says. */
    @Test
    void keysAreFetchedOnceAMinute() {
        ask(of("backend-url", RSA).sign());
        int before = KeyServer.fetches();

        HttpResponse<String> answer = ask(of("backend-url", RSA)
                .header(header -> header.jwkURL(URI.create(KeyServer.at("/jwks.json"))))
                .sign());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(KeyServer.fetches()).isEqualTo(before);
    }

    /** N11: alg none. */
    @Test
    void anUnsignedStatementProvesNothing() {
        refused(new PlainJWT(new JWTClaimsSet.Builder()
                        .issuer("backend-inline")
                        .subject("backend-inline")
                        .audience(hub.base() + "/oauth2/token")
                        .jwtID("none")
                        .expirationTime(in(100))
                        .build())
                .serialize());
    }

    /** N11: HS256 with the public key as its secret. */
    @Test
    void aPublicKeyIsNoSecret() throws JOSEException {
        byte[] secret = RSA.toRSAPublicKey().getEncoded();

        refused(of("backend-inline", RSA).algorithm(HS256).sign(new MACSigner(secret)));
    }

    /** N11: RS256 where RS384 is asked for. */
    @Test
    void aWeakerAlgorithmIsRefused() {
        refused(of("backend-inline", RSA).algorithm(RS256).sign());
    }

    /** N11: unknown kid, no kid, and another's key under a known kid. */
    @Test
    void anotherKeyIsRefused() {
        refused(of("backend-inline", RSA)
                .header(header -> header.keyID("rsa-2"))
                .sign());
        refused(of("backend-inline", RSA).header(header -> header.keyID(null)).sign());
        refused(of("backend-inline", STRANGER).sign());
    }

    /** N11: two keys of one kid and kind, keys that redirect, are too large, too slow, or inside the practice's network. */
    @ParameterizedTest
    @ValueSource(strings = {"backend-twice", "backend-moved", "backend-large", "backend-slow", "backend-private"})
    void keysThatCannotBeTrustedAreRefused(String client) {
        refused(of(client, RSA).sign());
    }

    /** N11: a jku that is not the registered address, and one where keys are registered inline. */
    @Test
    void aForeignKeyAddressIsRefused() {
        URI elsewhere = URI.create(KeyServer.at("/twice.json"));

        refused(of("backend-url", RSA)
                .header(header -> header.jwkURL(elsewhere))
                .sign());
        refused(of("backend-inline", RSA)
                .header(header -> header.jwkURL(elsewhere))
                .sign());
    }

    /** N11: aud of another server, and an array with another server beside this one. */
    @Test
    void aStatementForAnotherServerIsRefused() {
        refused(claims(claims -> claims.audience("https://another.example.org/token")));
        refused(claims(
                claims -> claims.audience(List.of(hub.base() + "/oauth2/token", "https://another.example.org/token"))));
        refused(claims(claims -> claims.audience((String) null)));
    }

    /** N11: exp too far, past, or missing; iat and nbf to come. */
    @Test
    void aStatementOutOfItsTimeIsRefused() {
        refused(claims(claims -> claims.expirationTime(in(900))));
        refused(claims(claims -> claims.expirationTime(in(-1))));
        refused(claims(claims -> claims.expirationTime(null)));
        refused(claims(claims -> claims.issueTime(in(120))));
        refused(claims(claims -> claims.notBeforeTime(in(120))));
    }

    /** N11: iss is not sub. */
    @Test
    void aStatementAboutAnotherIsRefused() {
        refused(claims(claims -> claims.subject("backend-url")));
        refused(claims(claims -> claims.issuer("backend-url")));
    }

    /** N11: the same statement twice, and one without an id. */
    @Test
    void aStatementIsGoodOnce() {
        String statement = of("backend-inline", RSA).sign();

        assertThat(ask(statement).statusCode()).isEqualTo(200);
        refused(statement);
        refused(claims(claims -> claims.jwtID(null)));
    }

    /** A client of keys gets nothing by a wrong type of assertion, nor without one. */
    @Test
    void nothingButAStatementProvesTheClient() {
        Map<String, String> wrongType = form(of("backend-inline", RSA).sign());
        wrongType.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer");
        Map<String, String> none =
                Map.of("grant_type", "client_credentials", "scope", "system/Patient.rs", "client_id", "backend-inline");

        assertThat(Tokens.token(hub, wrongType).statusCode()).isIn(400, 401);
        assertThat(Tokens.token(hub, none).statusCode()).isIn(400, 401);
    }

    /** N16: a public client is no system. */
    @Test
    void aPublicClientHasNoCredentials() {
        HttpResponse<String> answer = Tokens.token(
                hub, Map.of("grant_type", "client_credentials", "client_id", "plain", "scope", "system/Patient.rs"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).isEqualTo("unauthorized_client");
    }

    /** N8, N17: a system gets no patient's, person's or launch's scopes, no more than it is registered for, and no refresh token. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/Patient.rs",
                "user/Patient.rs",
                "launch",
                "system/Observation.rs",
                "system/Patient.cruds"
            })
    void aSystemGetsItsOwnScopesOnly(String scope) {
        Map<String, String> form = form(of("backend-inline", RSA).sign());
        form.put("scope", scope);

        HttpResponse<String> answer = Tokens.token(hub, form);

        assertThat(json(answer).get("error").asText()).isEqualTo("invalid_scope");
        assertThat(json(ask(of("backend-inline", RSA).sign())).has("refresh_token"))
                .isFalse();
    }

    /** Grants that do not exist are told as such. */
    @Test
    void anUnknownGrantIsRefused() {
        Map<String, String> form = form(of("backend-inline", RSA).sign());
        form.put("grant_type", "not_a_grant_type");

        assertThat(Tokens.token(hub, form).statusCode()).isEqualTo(400);
    }

    private Assertion of(String client, JWK key) {
        return Assertion.of(hub, client, key);
    }

    private String claims(Consumer<JWTClaimsSet.Builder> change) {
        return of("backend-inline", RSA).claims(change).sign();
    }

    private void refused(String assertion) {
        HttpResponse<String> answer = ask(assertion);

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(json(answer).get("error").asText()).isEqualTo("invalid_client");
    }

    private HttpResponse<String> ask(String assertion) {
        return Tokens.token(hub, form(assertion));
    }

    private static Map<String, String> form(String assertion) {
        return new TreeMap<>(Map.of(
                "grant_type",
                "client_credentials",
                "scope",
                "system/Patient.rs",
                "client_assertion_type",
                ASSERTION_TYPE,
                "client_assertion",
                assertion));
    }
}
