package org.practicehub.server.identity;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.SignInSettings.Provider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/** The outside providers, each discovered when somebody first signs in by it: one that is down keeps no hub from starting. */
final class OutsideProviders implements ClientRegistrationRepository {
    private final Map<String, Provider> settings;
    private final BaseUrl base;
    private final Map<String, ClientRegistration> discovered = new ConcurrentHashMap<>();

    OutsideProviders(Map<String, Provider> settings, BaseUrl base) {
        this.settings = settings;
        this.base = base;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return Optional.ofNullable(settings.get(id))
                .map(provider -> discovered.computeIfAbsent(id, unknown -> discover(id, provider)))
                .orElse(null);
    }

    private ClientRegistration discover(String id, Provider provider) {
        return ClientRegistrations.fromIssuerLocation(provider.issuer())
                .registrationId(id)
                .clientId(provider.client())
                .clientSecret(provider.secret())
                .scope(provider.scopes())
                .redirectUri(base.at("/login/oauth2/code/" + id))
                .build();
    }
}
