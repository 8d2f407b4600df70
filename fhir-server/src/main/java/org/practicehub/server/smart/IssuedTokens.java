package org.practicehub.server.smart;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Makes the tokens of an authorization that did not begin with a code, as the authorization server makes the others. */
record IssuedTokens(OAuth2TokenGenerator<?> generator) {

    /** @param further the id token, where it was asked for */
    record Issued(
            OAuth2Authorization authorization,
            OAuth2AccessToken access,
            @Nullable OAuth2RefreshToken refresh,
            Map<String, Object> further) {}

    Issued issue(RegisteredClient app, Authentication who, OAuth2Authorization begun, Set<String> scopes) {
        OAuth2Authorization.Builder authorization = OAuth2Authorization.from(begun);
        Map<String, Object> further = new HashMap<>();
        Jwt jwt = (Jwt) generate(OAuth2TokenType.ACCESS_TOKEN, app, who, begun, scopes);
        if (jwt == null) {
            throw new IllegalStateException("no access token was made");
        }
        OAuth2AccessToken access = new OAuth2AccessToken(
                TokenType.BEARER, jwt.getTokenValue(), jwt.getIssuedAt(), jwt.getExpiresAt(), scopes);
        authorization.token(access, metadata -> claims(metadata, jwt));
        OAuth2RefreshToken refresh =
                (OAuth2RefreshToken) generate(OAuth2TokenType.REFRESH_TOKEN, app, who, begun, scopes);
        if (refresh != null) {
            authorization.refreshToken(refresh);
        }
        if (scopes.contains("openid")
                && generate(new OAuth2TokenType("id_token"), app, who, begun, scopes) instanceof Jwt identity) {
            authorization.token(
                    new OidcIdToken(
                            identity.getTokenValue(),
                            identity.getIssuedAt(),
                            identity.getExpiresAt(),
                            identity.getClaims()),
                    metadata -> claims(metadata, identity));
            further.put("id_token", identity.getTokenValue());
        }
        return new Issued(authorization.build(), access, refresh, further);
    }

    private static void claims(Map<String, Object> metadata, Jwt jwt) {
        metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, jwt.getClaims());
        metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, false);
    }

    private @Nullable OAuth2Token generate(
            OAuth2TokenType type,
            RegisteredClient app,
            Authentication who,
            OAuth2Authorization authorization,
            Set<String> scopes) {
        return generator.generate(DefaultOAuth2TokenContext.builder()
                .registeredClient(app)
                .principal(who)
                .authorizationServerContext(AuthorizationServerContextHolder.getContext())
                .authorization(authorization)
                .authorizedScopes(scopes)
                .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
                .tokenType(type)
                .build());
    }
}
