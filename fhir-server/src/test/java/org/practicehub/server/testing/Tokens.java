package org.practicehub.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gets tokens as a system and as an app with a browser would. */
public final class Tokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private Tokens() {}

    public static String system(TestHub hub, String scope) {
        String secret = Base64.getEncoder().encodeToString("demo-system:demo-secret".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.base() + "/oauth2/token"))
                        .header("Authorization", "Basic " + secret)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                form(Map.of("grant_type", "client_credentials", "scope", scope)))));
        return json(answer).get("access_token").asText();
    }

    /** A standalone launch of an app by a person, without the browser: the token response. */
    public static JsonNode person(TestHub hub, String client, String username, String scope) {
        HttpClient browser = browser();
        signIn(browser, hub, username);
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        HttpResponse<String> answer = authorize(browser, hub, client, scope, challenge(verifier));
        String location = answer.headers().firstValue("Location").orElseThrow();
        return json(exchange(hub, client, query(location).get("code"), verifier));
    }

    public static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(Redirect.NEVER)
                .build();
    }

    public static HttpResponse<String> signIn(HttpClient browser, TestHub hub, String username) {
        URI login = URI.create(hub.base() + "/login");
        Matcher csrf = CSRF.matcher(send(browser, HttpRequest.newBuilder(login)).body());
        if (!csrf.find()) {
            throw new IllegalStateException("the sign-in page has no CSRF token");
        }
        return send(
                browser,
                HttpRequest.newBuilder(login)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                form(Map.of("username", username, "password", "demo", "_csrf", csrf.group(1))))));
    }

    public static HttpResponse<String> authorize(
            HttpClient browser, TestHub hub, String client, String scope, String challenge) {
        return send(
                browser,
                HttpRequest.newBuilder(URI.create(hub.base() + "/oauth2/authorize?"
                        + form(Map.of(
                                "response_type",
                                "code",
                                "client_id",
                                client,
                                "redirect_uri",
                                redirect(hub, client),
                                "scope",
                                scope,
                                "state",
                                "state-of-" + client,
                                "aud",
                                hub.fhir(),
                                "code_challenge",
                                challenge,
                                "code_challenge_method",
                                "S256")))));
    }

    public static HttpResponse<String> exchange(TestHub hub, String client, String code, String verifier) {
        return token(
                hub,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        client,
                        "code",
                        code,
                        "redirect_uri",
                        redirect(hub, client),
                        "code_verifier",
                        verifier));
    }

    /** The token endpoint's answer to these parameters. */
    public static HttpResponse<String> token(TestHub hub, Map<String, String> parameters) {
        return send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.base() + "/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(parameters))));
    }

    private static String redirect(TestHub hub, String client) {
        return hub.base() + (client.equals("launcher") ? "/" : "/apps/" + client + "/");
    }

    public static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parameters of an address. */
    public static Map<String, String> query(String url) {
        return Pattern.compile("&")
                .splitAsStream(url.substring(url.indexOf('?') + 1))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
    }

    public static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
