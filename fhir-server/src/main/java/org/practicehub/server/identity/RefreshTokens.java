package org.practicehub.server.identity;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * A refresh token for whoever was granted online_access or offline_access, public clients too (SMART App Launch 2.2);
 * a new one at each use.
 */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {
    private static final Set<String> ASKING = Set.of("online_access", "offline_access");
    private static final int BYTES = 48;

    private final SecureRandom random = new SecureRandom();

    @Override
    public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())
                || context.getAuthorizedScopes().stream().noneMatch(ASKING::contains)) {
            return null;
        }
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        Instant now = Instant.now();
        return new OAuth2RefreshToken(
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                now,
                now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive()));
    }
}
