package org.practicehub.server.identity;

import java.util.Map;
import org.practicehub.server.identity.IdentitySettings.App;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The SMART clients of the configuration, as the authorization server wants them. */
final class Clients {
    private Clients() {}

    static InMemoryRegisteredClientRepository registered(
            IdentitySettings settings, BaseUrl base, PasswordEncoder secrets) {
        return new InMemoryRegisteredClientRepository(settings.apps().entrySet().stream()
                .map(app -> client(app, settings, base, secrets))
                .toList());
    }

    private static RegisteredClient client(
            Map.Entry<String, App> entry, IdentitySettings settings, BaseUrl base, PasswordEncoder secrets) {
        App app = entry.getValue();
        RegisteredClient.Builder client = RegisteredClient.withId(entry.getKey())
                .clientId(entry.getKey())
                .clientName(app.name())
                .scopes(scopes -> scopes.addAll(app.scopes()))
                // PKCE for every client, not only for public ones (SMART App Launch 2.2, "Considerations for PKCE").
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build());
        authenticate(client, app, secrets);
        app.grants().forEach(grant -> client.authorizationGrantType(new AuthorizationGrantType(grant)));
        boolean system = app.grants().contains(AuthorizationGrantType.CLIENT_CREDENTIALS.getValue());
        if (!system) {
            client.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
            client.redirectUris(uris -> uris.addAll(app.redirectsBelow(base.baseUrl())));
            client.postLogoutRedirectUri(base.at("/"));
        }
        return client.tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(system ? settings.systemToken() : settings.accessToken())
                        .refreshTokenTimeToLive(settings.refreshToken())
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }

    private static void authenticate(RegisteredClient.Builder client, App app, PasswordEncoder secrets) {
        String secret = app.secret();
        if (secret == null) {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        } else {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientSecret(secrets.encode(secret));
        }
    }
}
