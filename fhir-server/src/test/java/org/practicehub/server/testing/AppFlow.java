package org.practicehub.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A registered app and a person's browser: an authorization request that is right unless a test bends it, and what follows. */
public final class AppFlow {
    public static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-standard-0123456789";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final TestHub hub;
    private final HttpClient browser;
    private final String client;
    private final Map<String, String> request = new TreeMap<>();

    private AppFlow(TestHub hub, HttpClient browser, String client) {
        this.hub = hub;
        this.browser = browser;
        this.client = client;
    }

    /** The app in the browser of somebody who is signed in. */
    public static AppFlow of(TestHub hub, String client, String username, String scope) {
        HttpClient browser = Tokens.browser();
        Tokens.signIn(browser, hub, username);
        return of(hub, browser, client, scope);
    }

    public static AppFlow of(TestHub hub, HttpClient browser, String client, String scope) {
        AppFlow flow = new AppFlow(hub, browser, client);
        flow.request.putAll(Map.of(
                "response_type",
                "code",
                "client_id",
                client,
                "redirect_uri",
                "https://" + client + ".example.org/back",
                "scope",
                scope,
                "state",
                "a state",
                "aud",
                hub.fhir(),
                "code_challenge",
                Tokens.challenge(VERIFIER),
                "code_challenge_method",
                "S256"));
        return flow;
    }

    public AppFlow with(String name, String value) {
        request.put(name, value);
        return this;
    }

    public AppFlow without(String name) {
        request.remove(name);
        return this;
    }

    public HttpClient browser() {
        return browser;
    }

    /** Where the request leads: the app with a code or an error, a page of the hub, or nowhere. */
    public HttpResponse<String> authorize() {
        return get(hub.base() + "/oauth2/authorize?" + Tokens.form(request));
    }

    public HttpResponse<String> post() {
        return inside(Tokens.send(
                browser,
                HttpRequest.newBuilder(URI.create(hub.base() + "/oauth2/authorize"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .POST(BodyPublishers.ofString(Tokens.form(request)))));
    }

    /** Opens an address and goes on as long as it stays in the hub. */
    public HttpResponse<String> get(String address) {
        return inside(page(address));
    }

    private HttpResponse<String> page(String address) {
        return Tokens.send(browser, HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html"));
    }

    private HttpResponse<String> inside(HttpResponse<String> answer) {
        HttpResponse<String> at = answer;
        for (int i = 0; i < 8; i++) {
            String location = location(at);
            if (location.isEmpty() || !hub.base().equals(origin(at.uri().resolve(location)))) {
                return at;
            }
            at = page(at.uri().resolve(location).toString());
        }
        return at;
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    /** Answers the page's form, as a person would who presses one of its buttons. */
    public HttpResponse<String> answer(HttpResponse<String> page, Map<String, String> fields) {
        Matcher csrf = CSRF.matcher(page.body());
        Map<String, String> all = new TreeMap<>(fields);
        if (csrf.find()) {
            all.putIfAbsent("_csrf", csrf.group(1));
        }
        return submit(page.uri(), Tokens.form(all));
    }

    public HttpResponse<String> submit(URI where, String form) {
        return inside(Tokens.send(
                browser,
                HttpRequest.newBuilder(where)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .POST(BodyPublishers.ofString(form))));
    }

    public static String csrf(HttpResponse<String> page) {
        Matcher csrf = CSRF.matcher(page.body());
        if (!csrf.find()) {
            throw new IllegalStateException("the page has no CSRF token");
        }
        return csrf.group(1);
    }

    public static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** What came back to the app. */
    public static Map<String, String> back(HttpResponse<String> answer) {
        return Tokens.query(location(answer));
    }

    /** The token response for what came back. */
    public HttpResponse<String> exchange(HttpResponse<String> answer) {
        return exchange(Map.of("code", String.valueOf(back(answer).get("code"))));
    }

    /** The token response for these parameters beside the usual ones. */
    public HttpResponse<String> exchange(Map<String, String> changes) {
        Map<String, String> form = new TreeMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                client,
                "redirect_uri",
                request.get("redirect_uri"),
                "code_verifier",
                VERIFIER));
        form.putAll(changes);
        form.values().removeIf(String::isEmpty);
        return Tokens.token(hub, form);
    }

    public JsonNode token() {
        return Tokens.json(exchange(authorize()));
    }

    public HttpResponse<String> refresh(String token) {
        return refresh(token, Map.of());
    }

    public HttpResponse<String> refresh(String token, Map<String, String> changes) {
        Map<String, String> form =
                new TreeMap<>(Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", token));
        form.putAll(changes);
        return Tokens.token(hub, form);
    }

    public static String basic(String client, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
