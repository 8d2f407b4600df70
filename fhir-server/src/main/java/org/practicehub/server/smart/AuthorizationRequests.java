package org.practicehub.server.smart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.Policy;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;
import org.practicehub.server.identity.Secrets;
import org.practicehub.server.smart.LaunchSteps.Step;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads an authorization request: where the app was opened from, what the person has chosen on the way, and, of the scopes, what
 * client, role and person allow. The authorization server itself only knows scopes that are registered letter by letter.
 */
final class AuthorizationRequests implements AuthenticationConverter {
    private final AuthenticationConverter standard = new OAuth2AuthorizationCodeRequestAuthenticationConverter();
    private final RegisteredClientRepository clients;
    private final Apps apps;
    private final Policy policy;
    private final People people;
    private final Launching launching;

    AuthorizationRequests(
            RegisteredClientRepository clients, Apps apps, Policy policy, People people, Launching launching) {
        this.clients = clients;
        this.apps = apps;
        this.policy = policy;
        this.people = people;
        this.launching = launching;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        Authentication read = standard.convert(request);
        if (!(read instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked)
                || !(asked.getPrincipal() instanceof Authentication)) {
            return read;
        }
        RegisteredClient client = clients.findByClientId(asked.getClientId());
        Optional<Person> person =
                SignedIn.name(asked.getPrincipal()).flatMap(people::find).filter(Person::active);
        if (client == null || person.isEmpty()) {
            return asked(asked, asked.getScopes(), Asked.of(Map.of()));
        }
        Optional<String> handle = Optional.ofNullable(request.getParameter(LaunchSteps.PARAMETER));
        Optional<Step> step = handle.flatMap(id -> launching.step(id, person.get(), client.getClientId(), request));
        Asked context = context(request, person.get(), client, step.isPresent() ? handle : Optional.empty(), step);
        return asked(asked, scopes(asked.getScopes(), client, person.get(), context, step), context);
    }

    private Asked context(
            HttpServletRequest request,
            Person person,
            RegisteredClient client,
            Optional<String> handle,
            Optional<Step> step) {
        HttpSession session = request.getSession(false);
        Optional<String> sessionHash =
                Optional.ofNullable(session).map(HttpSession::getId).map(Secrets::hashText);
        Optional<String> launch = Optional.ofNullable(request.getParameter("launch"));
        if (step.isPresent() || launch.isEmpty()) {
            LaunchContext chosen = step.map(Step::context).orElse(LaunchContext.NONE);
            return new Asked(launching.own(chosen, person), sessionHash, handle, Optional.empty(), Optional.empty());
        }
        Optional<LaunchContext> found = launching.find(launch.get(), person, sessionHash, client.getClientId());
        return new Asked(
                found.orElse(LaunchContext.NONE),
                sessionHash,
                Optional.empty(),
                launch,
                found.isPresent() ? Optional.empty() : Optional.of("The launch is not known, over, or not yours."));
    }

    private Set<String> scopes(
            Set<String> asked, RegisteredClient client, Person person, Asked context, Optional<Step> step) {
        Role role = policy.role(person.role()).orElse(null);
        if (role == null || !apps.mayOpen(role, client.getClientId())) {
            return Set.of();
        }
        Set<String> granted = new LinkedHashSet<>(Grant.of(asked, client.getScopes(), role.scopes()));
        if (!context.context().launched()) {
            // It asks for the place from which the app was opened, and it was opened from none.
            granted.remove("launch");
        }
        Optional<Set<String>> said = step.flatMap(one -> Optional.ofNullable(one.granted()));
        return said.or(() -> launching.remembered(person, client.getClientId(), granted))
                .map(allowed -> Grant.of(allowed, granted, granted))
                .orElse(granted);
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationToken asked(
            OAuth2AuthorizationCodeRequestAuthenticationToken asked, Set<String> scopes, Asked context) {
        return new OAuth2AuthorizationCodeRequestAuthenticationToken(
                asked.getAuthorizationUri(),
                asked.getClientId(),
                (Authentication) asked.getPrincipal(),
                asked.getRedirectUri(),
                asked.getState(),
                scopes,
                context.into(asked.getAdditionalParameters()));
    }
}
