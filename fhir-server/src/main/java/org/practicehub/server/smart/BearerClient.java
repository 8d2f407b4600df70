package org.practicehub.server.smart;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** At introspection a client may prove itself by an access token of its own (SMART App Launch 2.2, "Token introspection"). */
final class BearerClient implements AuthenticationConverter {
    private static final ClientAuthenticationMethod BEARER = new ClientAuthenticationMethod("bearer");
    private static final String SCHEME = "Bearer ";

    private final JwtDecoder tokens;
    private final RegisteredClientRepository clients;

    BearerClient(JwtDecoder tokens, RegisteredClientRepository clients) {
        this.tokens = tokens;
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || !request.getRequestURI().equals("/oauth2/introspect")) {
            return null;
        }
        try {
            String id = tokens.decode(header.substring(SCHEME.length())).getClaimAsString("client_id");
            RegisteredClient client = id == null ? null : clients.findByClientId(id);
            if (client != null) {
                return new OAuth2ClientAuthenticationToken(client, BEARER, null);
            }
        } catch (JwtException e) {
            // As wrong as a token of no client.
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    /** Lets pass what the converter has proved already. */
    static final class Provider implements AuthenticationProvider {
        @Override
        public @Nullable Authentication authenticate(Authentication authentication) {
            OAuth2ClientAuthenticationToken client = (OAuth2ClientAuthenticationToken) authentication;
            return client.isAuthenticated() && BEARER.equals(client.getClientAuthenticationMethod()) ? client : null;
        }

        @Override
        public boolean supports(Class<?> type) {
            return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
        }
    }
}
