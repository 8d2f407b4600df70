package org.practicehub.server.smart;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** What the token endpoint and introspection say beyond OAuth: the launch context (smart.md T1, T8). */
final class TokenAnswers {
    private final Authorizations authorizations;
    private final Optional<String> style;
    private final ObjectMapper json;

    TokenAnswers(Authorizations authorizations, Optional<String> style, ObjectMapper json) {
        this.authorizations = authorizations;
        this.style = style;
        this.json = json;
    }

    AuthenticationSuccessHandler tokens() {
        OAuth2AccessTokenResponseAuthenticationSuccessHandler standard =
                new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
        standard.setAccessTokenResponseCustomizer(this::addContext);
        return standard;
    }

    private void addContext(OAuth2AccessTokenAuthenticationContext context) {
        OAuth2AccessTokenAuthenticationToken answer = context.getAuthentication();
        Map<String, Object> all = new LinkedHashMap<>(answer.getAdditionalParameters());
        all.putAll(context(answer.getAccessToken()));
        context.getAccessTokenResponse().additionalParameters(all);
    }

    private Map<String, Object> context(OAuth2AccessToken token) {
        return authorizations
                .context(token.getTokenValue())
                .map(context -> context.answer(context.launched() ? style : Optional.empty()))
                .orElse(Map.of());
    }

    /** RFC 7662, with what SMART App Launch 2.2 adds; of a token that opens nothing it says only that. */
    void introspected(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2TokenIntrospectionAuthenticationToken asked =
                (OAuth2TokenIntrospectionAuthenticationToken) authentication;
        OAuth2TokenIntrospection claims = asked.getTokenClaims();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("active", claims.isActive());
        if (claims.isActive()) {
            claims.getClaims().forEach((name, value) -> answer.put(name, plain(value)));
            answer.put(
                    "scope",
                    String.join(" ", Optional.ofNullable(claims.getScopes()).orElse(java.util.List.of())));
            authorizations
                    .context(asked.getToken())
                    .ifPresent(context -> answer.putAll(context.answer(context.launched() ? style : Optional.empty())));
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        json.writeValue(response.getOutputStream(), answer);
    }

    /** JWT's times are seconds. */
    private static Object plain(Object value) {
        if (value instanceof java.time.Instant time) {
            return time.getEpochSecond();
        }
        return value instanceof java.net.URL url ? url.toString() : value;
    }
}
