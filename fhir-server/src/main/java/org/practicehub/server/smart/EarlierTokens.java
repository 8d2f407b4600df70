package org.practicehub.server.smart;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;

/**
 * Takes back an access token from before the last refresh. The authorization server knows only the newest of each authorization,
 * and would say that all is well while the API still takes the other.
 */
final class EarlierTokens implements AuthenticationProvider {
    private final JwtDecoder tokens;
    private final Authorizations authorizations;
    private final Revoked revoked;

    EarlierTokens(JwtDecoder tokens, Authorizations authorizations, Revoked revoked) {
        this.tokens = tokens;
        this.authorizations = authorizations;
        this.revoked = revoked;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        OAuth2TokenRevocationAuthenticationToken request = (OAuth2TokenRevocationAuthenticationToken) authentication;
        if (request.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                && client.getRegisteredClient() != null
                && authorizations.findByToken(request.getToken(), null) == null) {
            takeBack(request.getToken(), client.getRegisteredClient().getClientId());
        }
        return null;
    }

    private void takeBack(String text, String client) {
        try {
            Jwt token = tokens.decode(text);
            if (client.equals(token.getClaimAsString("client_id")) && token.getId() != null) {
                revoked.add(token.getId());
            }
        } catch (JwtException e) {
            // No token of ours, or over: there is nothing to take back.
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(type);
    }
}
