package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads an authorization request and cuts its scopes down to what client and person allow, before anything is stored.
 *
 * <p>The authorization server itself only knows scopes that are registered letter by letter.
 */
final class ScopeNarrowing implements AuthenticationConverter {
    private final AuthenticationConverter standard = new OAuth2AuthorizationCodeRequestAuthenticationConverter();
    private final RegisteredClientRepository clients;
    private final IdentitySettings settings;
    private final People people;

    ScopeNarrowing(RegisteredClientRepository clients, IdentitySettings settings, People people) {
        this.clients = clients;
        this.settings = settings;
        this.people = people;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        Authentication read = standard.convert(request);
        if (!(read instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked)
                || !(asked.getPrincipal() instanceof Authentication principal)) {
            return read;
        }
        RegisteredClient client = clients.findByClientId(asked.getClientId());
        if (client == null) {
            return read;
        }
        return people.find(principal.getName())
                .<Authentication>map(person -> narrowed(asked, principal, client, person))
                .orElse(read);
    }

    private OAuth2AuthorizationCodeRequestAuthenticationToken narrowed(
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            Authentication principal,
            RegisteredClient client,
            People.Person person) {
        Role role = settings.roles().get(person.role());
        Set<String> granted = role != null && settings.mayOpen(role, client.getClientId())
                ? Grant.of(asked.getScopes(), client.getScopes(), role.scopes())
                : Set.of();
        return new OAuth2AuthorizationCodeRequestAuthenticationToken(
                asked.getAuthorizationUri(),
                asked.getClientId(),
                principal,
                asked.getRedirectUri(),
                asked.getState(),
                granted,
                asked.getAdditionalParameters());
    }
}
