package org.practicehub.server.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.testing.Assertion.in;
import static org.practicehub.server.testing.KeyServer.EC;
import static org.practicehub.server.testing.KeyServer.RSA;
import static org.practicehub.server.testing.KeyServer.STRANGER;
import static org.practicehub.server.testing.Tokens.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.practicehub.server.identity.People;
import org.practicehub.server.testing.Assertion;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;

/** A foreign EHR's word for a person becomes a token of the hub (RFC 8693), if all of it is right. */
class TokenExchangeIT {
    private static final String SCOPE = "openid fhirUser online_access user/Patient.rs patient/Patient.rs";
    private static final TestHub HUB = TestHub.shared();

    private static String patient;
    private static String other;

    @BeforeAll
    static void people() {
        patient = create("4711");
        other = create("4712");
        People people = HUB.bean(People.class);
        people.put("exchange-patient", "Exchanged Patient", "tested", "Patient/" + patient);
    }

    /** The mapped person, the mapped patient, and no more than their role. */
    @Test
    void aTrustedEhrsPersonGetsATokenForTheSamePatient() {
        JsonNode token = json(exchange(idToken(claims -> {}), Map.of("patient", "4711")));

        assertThat(token.get("issued_token_type").asText()).endsWith(":access_token");
        assertThat(token.get("patient").asText()).isEqualTo(patient);
        assertThat(token.get("scope").asText().split(" "))
                .containsExactlyInAnyOrder(
                        "openid", "fhirUser", "online_access", "user/Patient.rs", "patient/Patient.rs");
        assertThat(token.get("id_token").asText()).isNotBlank();
        assertThat(HUB.client(token.get("access_token").asText())
                        .search()
                        .byUrl("Patient?_count=1")
                        .execute())
                .isNotNull();
        JsonNode refreshed = json(Tokens.token(
                HUB,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        "exchanging",
                        "refresh_token",
                        token.get("refresh_token").asText())));
        assertThat(refreshed.get("patient").asText()).isEqualTo(patient);
    }

    /** The end of an address names the person as well; an EHR may sign by an elliptic curve, and name the patient itself. */
    @Test
    void thePersonMayBeNamedByAnAddress() {
        JsonNode token = json(exchange(
                idToken(EC, JWSAlgorithm.ES384, claims -> claims.claim(
                                "fhirUser", "https://ehr.example.org/fhir/Practitioner/77")
                        .claim("patient", "4712")),
                Map.of()));

        assertThat(token.get("patient").asText()).isEqualTo(other);
    }

    /** Without a patient, nothing for one patient. */
    @Test
    void withoutAPatientThereAreNoPatientsScopes() {
        JsonNode token = json(exchange(idToken(claims -> {}), Map.of()));

        assertThat(token.get("scope").asText()).contains("user/Patient.rs").doesNotContain("patient/");
        assertThat(token.has("patient")).isFalse();
    }

    /** An id token is good once. */
    @Test
    void aWordIsGoodOnce() {
        String token = idToken(claims -> {});

        assertThat(exchange(token, Map.of()).statusCode()).isEqualTo(200);
        refused(token, Map.of());
    }

    /** Not trusted, not for this app, too old, over, not yet, signed by another, or by none. */
    @Test
    void nothingElseIsTaken() {
        for (Consumer<JWTClaimsSet.Builder> change : List.<Consumer<JWTClaimsSet.Builder>>of(
                claims -> claims.issuer("https://another.example.org"),
                claims -> claims.audience("another app at the EHR"),
                claims -> claims.audience(List.of("exchanging at the EHR", "another app at the EHR")),
                claims -> claims.expirationTime(in(-1)),
                claims -> claims.expirationTime(null),
                claims -> claims.issueTime(in(-600)),
                claims -> claims.issueTime(in(120)),
                claims -> claims.issueTime(null),
                claims -> claims.claim("fhirUser", "Practitioner/1"),
                claims -> claims.claim("fhirUser", null),
                claims -> claims.claim("fhirUser", "Practitioner/99"))) {
            refused(idToken(change), Map.of());
        }
        refused(idToken(STRANGER, JWSAlgorithm.RS256, claims -> {}), Map.of());
        refused("nonsense", Map.of());
    }

    /** A patient who is not known, not the person's own, or another than the token says. */
    @Test
    void aPatientIsMappedOrRefused() {
        refused(idToken(claims -> {}), Map.of("patient", "no such number"));
        refused(idToken(claims -> claims.claim("fhirUser", "Patient/88")), Map.of("patient", "4712"));
        refused(idToken(claims -> claims.claim("patient", "4711")), Map.of("patient", "4712"));
        assertThat(json(exchange(idToken(claims -> claims.claim("fhirUser", "Patient/88")), Map.of("patient", "4711")))
                        .get("patient")
                        .asText())
                .isEqualTo(patient);
    }

    /** Who runs the practice can tell from the words what is to be linked; whether the patient exists is not told. */
    @Test
    void whatIsNotLinkedIsSaid() {
        JsonNode person = json(exchange(idToken(claims -> claims.claim("fhirUser", "Practitioner/1")), Map.of()));
        JsonNode patients = json(exchange(idToken(claims -> {}), Map.of("patient", "no such number")));
        JsonNode hidden =
                json(exchange(idToken(claims -> claims.claim("fhirUser", "Patient/88")), Map.of("patient", "4712")));

        assertThat(person.get("error_description").asText()).isEqualTo(TokenExchange.PERSON);
        assertThat(patients.get("error_description").asText()).isEqualTo(TokenExchange.PATIENT);
        assertThat(hidden).isEqualTo(patients);
    }

    /** An app asks which EHRs it may follow before anybody has signed in. */
    @Test
    void anAppLearnsWhichEhrsItMayFollow() throws Exception {
        assertThat(get("/smart/ehrs?app=exchanging").body())
                .isEqualTo("[{\"iss\":\"https://ehr.example.org/fhir\",\"clientId\":\"exchanging at the EHR\"}]");
        assertThat(get("/smart/ehrs?app=console").body()).isEqualTo("[]");
    }

    /** Framed are the pages of apps that are registered at the EHR, by its pages; sign-in by nobody (smart.md N19). */
    @Test
    void onlyAppPagesAreFramedByTheEhr() throws Exception {
        String app = policy("/apps/staff/");

        assertThat(app).contains("frame-ancestors 'self' http", "connect-src 'self' http");
        assertThat(get("/apps/staff/").headers().firstValue("X-Frame-Options")).isEmpty();
        for (String page : List.of("/", "/login", "/apps/console/")) {
            assertThat(policy(page)).endsWith("frame-ancestors 'self'").contains("connect-src 'self';");
            assertThat(get(page).headers().firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
        }
    }

    private static String policy(String path) throws Exception {
        return get(path).headers().firstValue("Content-Security-Policy").orElse("");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(HUB.base() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Only apps that are registered for it exchange anything, and only id tokens for access tokens of this server. */
    @Test
    void onlyWhatIsRegisteredIsExchanged() {
        assertThat(json(exchange(idToken(claims -> {}), Map.of("client_id", "plain")))
                        .get("error")
                        .asText())
                .isEqualTo("unauthorized_client");
        assertThat(json(exchange(idToken(claims -> {}), Map.of("client_id", "secret")))
                        .get("error")
                        .asText())
                .isEqualTo("invalid_client");
        assertThat(json(exchange(
                                idToken(claims -> {}),
                                Map.of("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")))
                        .get("error")
                        .asText())
                .isEqualTo("invalid_request");
        assertThat(json(exchange(idToken(claims -> {}), Map.of("resource", "https://another.example.org/fhir")))
                        .get("error")
                        .asText())
                .isEqualTo("invalid_target");
        assertThat(json(exchange(idToken(claims -> {}), Map.of("scope", "system/Patient.rs")))
                        .get("error")
                        .asText())
                .isEqualTo("invalid_scope");
    }

    private static void refused(String idToken, Map<String, String> changes) {
        HttpResponse<String> answer = exchange(idToken, changes);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).isEqualTo("invalid_grant");
    }

    private static String idToken(Consumer<JWTClaimsSet.Builder> change) {
        return idToken(RSA, JWSAlgorithm.RS256, change);
    }

    private static String idToken(JWK key, JWSAlgorithm algorithm, Consumer<JWTClaimsSet.Builder> change) {
        return Assertion.of(HUB, "unused", key)
                .algorithm(algorithm)
                .claims(claims -> claims.issuer("https://ehr.example.org/auth")
                        .subject("user-77")
                        .audience("exchanging at the EHR")
                        .claim("fhirUser", "Practitioner/77")
                        .issueTime(in(0)))
                .claims(change)
                .sign();
    }

    private static HttpResponse<String> exchange(String idToken, Map<String, String> changes) {
        Map<String, String> form = new TreeMap<>(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "client_id", "exchanging",
                "subject_token", idToken,
                "subject_token_type", "urn:ietf:params:oauth:token-type:id_token",
                "scope", SCOPE));
        form.putAll(changes);
        return Tokens.token(HUB, form);
    }

    private static String create(String number) {
        Patient one = new Patient();
        one.addName().setFamily("Exchanged").addGiven(number);
        one.addIdentifier().setSystem("urn:test:ehr-patients").setValue(number);
        return HUB.client().create().resource(one).execute().getId().getIdPart();
    }
}
