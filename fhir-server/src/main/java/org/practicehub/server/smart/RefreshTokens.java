package org.practicehub.server.smart;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.Secrets;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * A refresh token for whoever was granted online_access or offline_access, public clients too (SMART App Launch 2.2);
 * a new one at each use.
 */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {
    private static final Set<String> ASKING = Set.of("online_access", "offline_access");
    private static final int BYTES = 48;

    @Override
    public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())
                // At a refresh an app may ask for fewer scopes; what it may go on doing was decided at the start.
                || (!AuthorizationGrantType.REFRESH_TOKEN.equals(context.getAuthorizationGrantType())
                        && context.getAuthorizedScopes().stream().noneMatch(ASKING::contains))) {
            return null;
        }
        if (context.getAuthorizationGrant() instanceof OAuth2RefreshTokenAuthenticationToken use) {
            OAuth2RefreshToken current =
                    context.getAuthorization().getRefreshToken().getToken();
            if (!current.getTokenValue().equals(use.getRefreshToken())) {
                // The answer to an earlier use may have got lost (SmartSettings.refreshGrace): the same one again.
                return current;
            }
        }
        Instant now = Instant.now();
        return new OAuth2RefreshToken(
                Secrets.randomText(BYTES),
                now,
                now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive()));
    }
}
