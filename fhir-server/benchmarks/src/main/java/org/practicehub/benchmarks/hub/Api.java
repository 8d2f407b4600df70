package org.practicehub.benchmarks.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Speaks to the hub's HTTP side: signs in as the staff app and as a system do, and asks. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Shorter than the life of either token. */
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(4);

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String VERIFIER = "benchmark-benchmark-benchmark-benchmark-benchmark";

    private final String base;
    private final boolean person;
    private final HttpClient client = client().build();
    private String token = "";
    private long renewed = 0;

    private Api(String base, boolean person) {
        this.base = base;
        this.person = person;
    }

    /** As the demo's front desk with the staff app. */
    static Api ofFrontDesk(String base) {
        return new Api(base, true);
    }

    /** As the demo's system client. */
    static Api ofSystem(String base) {
        return new Api(base, false);
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST);
    }

    /** A request below the FHIR base, with the token that is in force. */
    HttpRequest.Builder request(String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create(base + "/fhir" + path))
                .timeout(LONGEST)
                .header("Accept", "application/fhir+json")
                .header("Authorization", "Bearer " + token());
    }

    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    /** The resource that this search or read answers with. */
    JsonNode ask(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                send(request(path).header("Cache-Control", "no-store").build());
        CheckFailed.unless(answer.statusCode() == 200, path + " was answered " + answer.statusCode());
        return json(answer);
    }

    JsonNode post(String bundle) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request("")
                .header("Content-Type", "application/fhir+json")
                .POST(BodyPublishers.ofString(bundle))
                .build());
        CheckFailed.unless(
                answer.statusCode() == 200,
                "A transaction was answered " + answer.statusCode() + ": "
                        + new String(answer.body(), 0, Math.min(1000, answer.body().length), StandardCharsets.UTF_8));
        return json(answer);
    }

    static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        boolean packed =
                answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        return packed
                ? JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(answer.body())))
                : JSON.readTree(answer.body());
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (token.isEmpty() || System.nanoTime() - renewed > RENEWED_AFTER.toNanos()) {
            token = person ? personsToken() : systemsToken();
            renewed = System.nanoTime();
        }
        return token;
    }

    private String systemsToken() throws IOException, InterruptedException {
        String secret = Base64.getEncoder().encodeToString("demo-system:demo-secret".getBytes(StandardCharsets.UTF_8));
        return accessToken(form("/oauth2/token", Map.of("grant_type", "client_credentials", "scope", "system/*.cruds"))
                .header("Authorization", "Basic " + secret)
                .build());
    }

    /** A standalone launch of the staff app, without the browser. */
    private String personsToken() throws IOException, InterruptedException {
        HttpClient browser = client().cookieHandler(new CookieManager()).build();
        Matcher csrf = CSRF.matcher(
                browser.send(HttpRequest.newBuilder(URI.create(base + "/login")).build(), BodyHandlers.ofString())
                        .body());
        CheckFailed.unless(csrf.find(), "The sign-in page has no token.");
        browser.send(
                form("/login", Map.of("username", "frontdesk", "password", "demo", "_csrf", csrf.group(1)))
                        .build(),
                BodyHandlers.discarding());
        String redirect = base + "/apps/staff/";
        String scope = "openid fhirUser online_access user/Patient.crus user/Appointment.crus user/Encounter.rs"
                + " user/Coverage.rs user/Slot.crus user/Schedule.rs user/Practitioner.rs user/PractitionerRole.rs"
                + " user/Location.rs user/Organization.rs user/HealthcareService.rs user/RelatedPerson.rs"
                + " user/Account.rs user/Provenance.rs";
        String address = browser.send(
                        HttpRequest.newBuilder(URI.create(base + "/oauth2/authorize?"
                                        + form(Map.of(
                                                "response_type",
                                                "code",
                                                "client_id",
                                                "staff",
                                                "redirect_uri",
                                                redirect,
                                                "scope",
                                                scope,
                                                "state",
                                                "benchmark",
                                                "aud",
                                                base + "/fhir",
                                                "code_challenge",
                                                challenge(),
                                                "code_challenge_method",
                                                "S256"))))
                                .build(),
                        BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow(() -> new CheckFailed("The staff app was not let in."));
        return accessToken(form(
                        "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "staff",
                                "code",
                                code(address),
                                "redirect_uri",
                                redirect,
                                "code_verifier",
                                VERIFIER))
                .build());
    }

    private static String code(String address) {
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(address);
        CheckFailed.unless(code.find(), "The staff app was not let in.");
        return URLDecoder.decode(code.group(1), StandardCharsets.UTF_8);
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String accessToken(HttpRequest request) throws IOException, InterruptedException {
        @Nullable JsonNode token = json(send(request)).get("access_token");
        CheckFailed.unless(token != null, "The hub gave no token.");
        return token == null ? "" : token.asText();
    }

    private HttpRequest.Builder form(String path, Map<String, String> parameters) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(form(parameters)));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
