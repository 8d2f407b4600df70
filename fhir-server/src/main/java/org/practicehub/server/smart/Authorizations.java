package org.practicehub.server.smart;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.RegisteredApps;
import org.practicehub.server.identity.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * The authorizations, with what SMART and good sense ask beyond the standard store: their launch context, used refresh tokens
 * that end their family, and tokens that the API must no longer take.
 */
final class Authorizations implements OAuth2AuthorizationService {
    private final OAuth2AuthorizationService store;
    private final JdbcClient sql;
    private final RegisteredApps apps;
    private final Grants grants;
    private final Revoked revoked;

    Authorizations(
            OAuth2AuthorizationService store, JdbcClient sql, RegisteredApps apps, Grants grants, Revoked revoked) {
        this.store = store;
        this.sql = sql;
        this.apps = apps;
        this.grants = grants;
        this.revoked = revoked;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        Optional<String> before = refreshToken(authorization.getId());
        store.save(authorization);
        remember(authorization);
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
        if (refresh != null) {
            before.filter(token -> !token.equals(refresh.getToken().getTokenValue()))
                    .ifPresent(used -> grants.refreshed(authorization.getId(), used));
        }
        takeBack(authorization);
        if (authorization.getAccessToken() != null) {
            apps.used(authorization.getRegisteredClientId());
        }
    }

    private Optional<String> refreshToken(String id) {
        return sql.sql(
                        "select refresh_token_value from oauth2_authorization where id = ? and refresh_token_value is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** An authorization by a person's browser carries what AuthorizationRequests read from it. */
    private void remember(OAuth2Authorization authorization) {
        OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (request != null) {
            Asked asked = Asked.of(request.getAdditionalParameters());
            boolean offline = authorization.getAuthorizedScopes().contains("offline_access");
            grants.make(
                    new Grants.Held(
                            authorization.getId(),
                            authorization.getPrincipalName(),
                            authorization.getRegisteredClientId(),
                            offline ? null : asked.session().map(Secrets::bytes).orElse(null),
                            asked.context()),
                    null);
        }
    }

    private void takeBack(OAuth2Authorization authorization) {
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
        OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
        if (refresh != null && refresh.isInvalidated()) {
            grants.end(authorization.getId());
        } else if (access != null && access.isInvalidated()) {
            Optional.ofNullable(access.getClaims())
                    .map(claims -> claims.get("jti"))
                    .ifPresent(id -> revoked.add(id.toString()));
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        grants.end(authorization.getId());
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return store.findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        OAuth2Authorization found = store.findByToken(token, type);
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(type)) {
            return found;
        }
        if (found != null) {
            return grants.find(found.getId()).isPresent() ? found : null;
        }
        return grants.usedAgain(token).map(store::findById).orElse(null);
    }

    /** The launch context of the authorization that an access or refresh token belongs to. */
    Optional<LaunchContext> context(String token) {
        return Optional.ofNullable(store.findByToken(token, null))
                .flatMap(authorization -> grants.find(authorization.getId()))
                .map(Grants.Held::context);
    }
}
