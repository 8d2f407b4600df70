package org.practicehub.server.smart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.Page;
import org.practicehub.server.smart.LaunchSteps.Step;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * How an authorization request is answered: at the app's registered address with a code or an error, the state as it came, and
 * who answers (RFC 9207); on a page of our own, when whose app it is or where it is cannot be trusted (smart.md E1, N22).
 */
final class AuthorizationAnswers {
    private final Page problem = Page.read("app-cannot-open");
    private final BaseUrl base;
    private final RegisteredClientRepository clients;
    private final Launching launching;

    AuthorizationAnswers(BaseUrl base, RegisteredClientRepository clients, Launching launching) {
        this.base = base;
        this.clients = clients;
        this.launching = launching;
    }

    void granted(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2AuthorizationCodeRequestAuthenticationToken granted =
                (OAuth2AuthorizationCodeRequestAuthenticationToken) authentication;
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", String.valueOf(granted.getAuthorizationCode().getTokenValue()));
        send(response, String.valueOf(granted.getRedirectUri()), answer, granted.getState());
    }

    void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof NextStep next && !"none".equals(request.getParameter("prompt"))) {
            Optional<String> step = launching.step(next, Launching.parameters(request));
            if (step.isPresent()) {
                redirect(response, base.at("/launch/" + step.get()));
                return;
            }
        }
        OAuth2Error error =
                why instanceof OAuth2AuthenticationException told ? told.getError() : new OAuth2Error("server_error");
        Optional<String> address = address(request, why);
        if (address.isEmpty()) {
            page(response);
            return;
        }
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", error.getErrorCode());
        Optional.ofNullable(error.getDescription()).ifPresent(text -> answer.put("error_description", text));
        send(response, address.get(), answer, request.getParameter("state"));
    }

    /** The person said no. */
    void denied(HttpServletResponse response, Step step) {
        Map<String, String> request = parameters(step.request());
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", "access_denied");
        answer.put("error_description", "The person did not allow it.");
        // Registered for this client: the request was judged before it came to wait.
        String address = Optional.ofNullable(request.get("redirect_uri"))
                .orElseGet(() -> String.join("", registered(step.client())));
        send(response, address, answer, request.get("state"));
    }

    private Set<String> registered(String client) {
        return Optional.ofNullable(clients.findByClientId(client))
                .map(RegisteredClient::getRedirectUris)
                .orElse(Set.of());
    }

    private static Map<String, String> parameters(String request) {
        return Stream.of(request.split("&"))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(
                        part -> part[0],
                        part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8),
                        (one, other) -> one));
    }

    /** Where the app may be told; nowhere, unless the client is known and the address is one of its own, letter by letter. */
    private Optional<String> address(HttpServletRequest request, AuthenticationException why) {
        if (why instanceof OAuth2AuthorizationCodeRequestAuthenticationException judged
                && judged.getAuthorizationCodeRequestAuthentication() != null) {
            return Optional.ofNullable(
                    judged.getAuthorizationCodeRequestAuthentication().getRedirectUri());
        }
        String[] ids = request.getParameterValues("client_id");
        String[] addresses = request.getParameterValues("redirect_uri");
        if (ids == null || ids.length != 1 || addresses == null || addresses.length != 1) {
            return Optional.empty();
        }
        RegisteredClient client = clients.findByClientId(ids[0]);
        return client != null && client.getRedirectUris().contains(addresses[0])
                ? Optional.of(addresses[0])
                : Optional.empty();
    }

    private void send(HttpServletResponse response, String to, Map<String, String> answer, @Nullable String state) {
        if (state != null) {
            answer.put("state", state);
        }
        answer.put("iss", base.baseUrl().toString());
        String parameters = answer.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        redirect(response, to + (to.contains("?") ? "&" : "?") + parameters);
    }

    /** With %20 for a space: whoever reads the address as a URI, not as a form, reads the same. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void redirect(HttpServletResponse response, String address) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, address);
    }

    private void page(HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.getWriter().write(problem.fill(Map.of()));
    }
}
