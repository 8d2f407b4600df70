package org.practicehub.server.smart;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.RegisteredApps;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * The SMART clients as the authorization server wants them: those of the configuration, whose secrets are hashed at start, and
 * those that were registered since, each as it is registered at this moment.
 */
final class Clients implements RegisteredClientRepository {
    /** SMART App Launch 2.2 says about one minute. */
    private static final Duration CODE = Duration.ofMinutes(1);

    private final InMemoryRegisteredClientRepository ofTheFile;
    private final Apps apps;
    private final RegisteredApps registered;
    private final IdentitySettings settings;
    private final BaseUrl base;

    Clients(Apps apps, RegisteredApps registered, IdentitySettings settings, BaseUrl base, PasswordEncoder secrets) {
        this.apps = apps;
        this.registered = registered;
        this.settings = settings;
        this.base = base;
        this.ofTheFile = new InMemoryRegisteredClientRepository(settings.apps().entrySet().stream()
                .map(app ->
                        client(app.getKey(), app.getValue(), hash(app.getValue().secret(), secrets)))
                .toList());
    }

    private static @Nullable String hash(@Nullable String secret, PasswordEncoder secrets) {
        return secret == null ? null : secrets.encode(secret);
    }

    /** A secret's hash of older parameters is renewed when it is used. */
    @Override
    public void save(RegisteredClient client) {
        if (apps.isOfTheFile(client.getId())) {
            ofTheFile.save(client);
        } else {
            registered.hashedAnew(client.getId(), client.getClientSecret());
            apps.refresh();
        }
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String id) {
        return apps.isOfTheFile(id)
                ? ofTheFile.findByClientId(id)
                : apps.find(id).map(app -> client(id, app, app.secret())).orElse(null);
    }

    private RegisteredClient client(String id, App app, @Nullable String secretHash) {
        RegisteredClient.Builder client = RegisteredClient.withId(id)
                .clientId(id)
                .clientName(app.name())
                .scopes(scopes -> scopes.addAll(app.scopes()))
                // PKCE for every client, not only for public ones (SMART App Launch 2.2, "Considerations for PKCE").
                .clientSettings(settings(app));
        authenticate(client, app, secretHash);
        app.grants().forEach(grant -> client.authorizationGrantType(grantType(grant)));
        boolean system = app.grants().contains(AuthorizationGrantType.CLIENT_CREDENTIALS.getValue());
        if (!system) {
            client.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
            client.redirectUris(uris -> uris.addAll(app.redirectsBelow(base.baseUrl())));
            client.postLogoutRedirectUri(base.at("/"));
        }
        return client.tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(system ? settings.systemToken() : settings.accessToken())
                        .refreshTokenTimeToLive(settings.refreshToken())
                        .authorizationCodeTimeToLive(CODE)
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }

    /** The pages that ask a person are our own (LaunchSteps). */
    private static ClientSettings settings(App app) {
        ClientSettings.Builder client =
                ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false);
        if (app.signs()) {
            // Either algorithm is taken (ClientAssertions); the server only wants to see that it is one with a key
            // pair.
            client.tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS384);
        }
        return client.build();
    }

    private static AuthorizationGrantType grantType(String name) {
        return name.equals("token-exchange") ? AuthorizationGrantType.TOKEN_EXCHANGE : new AuthorizationGrantType(name);
    }

    private static void authenticate(RegisteredClient.Builder client, App app, @Nullable String secretHash) {
        if (app.signs()) {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        } else if (secretHash == null) {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        } else {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientSecret(secretHash);
        }
    }
}
