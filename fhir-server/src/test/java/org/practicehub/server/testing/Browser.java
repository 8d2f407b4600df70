package org.practicehub.server.testing;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A browser without a screen: it keeps cookies, and fills forms with the token that their page holds. It follows nothing. */
public final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client;

    public Browser(TestHub hub) {
        this.base = hub.base();
        this.client = builder().build();
    }

    /** One that trusts what this context trusts. */
    public Browser(String base, SSLContext trust) {
        this.base = base;
        this.client = builder().sslContext(trust).build();
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder().cookieHandler(cookies).followRedirects(Redirect.NEVER);
    }

    public HttpResponse<String> open(String path) {
        return Tokens.send(client, HttpRequest.newBuilder(at(path)));
    }

    /** Sends the form of one page to another address, as the page itself would. */
    public HttpResponse<String> submit(String page, String to, Map<String, String> fields) {
        Matcher csrf = CSRF.matcher(open(page).body());
        if (!csrf.find()) {
            throw new IllegalStateException("there is no form on " + page);
        }
        Map<String, String> all = new HashMap<>(fields);
        all.put("_csrf", csrf.group(1));
        return post(to, all);
    }

    public HttpResponse<String> submit(String page, Map<String, String> fields) {
        return submit(page, page, fields);
    }

    /** A form that no page of the hub's has made. */
    public HttpResponse<String> post(String to, Map<String, String> fields) {
        return Tokens.send(
                client,
                HttpRequest.newBuilder(at(to))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Tokens.form(fields))));
    }

    public HttpResponse<String> signIn(String username, String password) {
        return submit("/login", Map.of("username", username, "password", password));
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** Comes with this value of a cookie from now on. */
    public void bring(String name, String value) {
        cookies.getCookieStore().removeAll();
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(base), cookie);
    }

    public HttpClient client() {
        return client;
    }

    private URI at(String path) {
        return URI.create(path.startsWith("http") ? path : base + path);
    }

    /** Where the answer sends the browser: a path, when it is on the same hub. */
    public static String location(HttpResponse<String> answer) {
        String origin = answer.uri().getScheme() + "://" + answer.uri().getAuthority();
        String to = answer.headers().firstValue("Location").orElse("");
        return to.startsWith(origin + "/") ? to.substring(origin.length()) : to;
    }
}
