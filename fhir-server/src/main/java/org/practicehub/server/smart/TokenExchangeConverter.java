package org.practicehub.server.smart;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.BaseUrl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Reads a token exchange (RFC 8693, 2.1). An id token comes in and an access token goes out; nothing else is exchanged. */
final class TokenExchangeConverter implements AuthenticationConverter {
    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
    private static final int LONGEST = 16_384;

    private final BaseUrl base;

    TokenExchangeConverter(BaseUrl base) {
        this.base = base;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (!AuthorizationGrantType.TOKEN_EXCHANGE.getValue().equals(request.getParameter("grant_type"))) {
            return null;
        }
        String token = one(request, "subject_token").orElse("");
        boolean right = !token.isEmpty()
                && token.length() <= LONGEST
                && one(request, "subject_token_type").filter(ID_TOKEN::equals).isPresent()
                && one(request, "requested_token_type").orElse(ACCESS_TOKEN).equals(ACCESS_TOKEN)
                && one(request, "actor_token").isEmpty();
        if (!right) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        for (String name : List.of("resource", "audience")) {
            if (one(request, name).filter(where -> !isThisServer(where)).isPresent()) {
                throw new OAuth2AuthenticationException("invalid_target");
            }
        }
        Set<String> scopes = new LinkedHashSet<>(
                LaunchSteps.scopes(one(request, "scope").orElse("").strip().replaceAll(" +", " ")));
        return new TokenExchangeRequest(
                SecurityContextHolder.getContext().getAuthentication(), token, scopes, one(request, "patient"));
    }

    private boolean isThisServer(String where) {
        return where.equals(base.fhir()) || where.equals(base.fhir() + "/");
    }

    private static Optional<String> one(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        if (values != null && values.length > 1) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        return Optional.ofNullable(values).map(all -> all[0]).filter(value -> !value.isEmpty());
    }
}
