package org.practicehub.server.smart;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.practicehub.server.access.Policy;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * A person whom a trusted EHR names gets a token of the hub, with the same patient in context (RFC 8693). No more than they would
 * get by signing in here: the role decides, and a patient whom they may not see is refused.
 */
final class TokenExchange implements AuthenticationProvider {
    static final String PERSON = "The person signed in at the EHR is not linked to anybody here.";
    static final String PATIENT = "The patient of the EHR is not linked to a record that this person may see here.";

    private final ForeignIdTokens idTokens;
    private final IdentitySettings settings;
    private final Apps apps;
    private final Policy policy;
    private final People people;
    private final Choosable patients;
    private final PatientDirectory directory;
    private final Authorizations authorizations;
    private final Grants grants;
    private final IssuedTokens tokens;
    private final Clock clock;

    TokenExchange(
            ForeignIdTokens idTokens,
            IdentitySettings settings,
            Apps apps,
            Policy policy,
            People people,
            Choosable patients,
            PatientDirectory directory,
            Authorizations authorizations,
            Grants grants,
            IssuedTokens tokens,
            Clock clock) {
        this.idTokens = idTokens;
        this.settings = settings;
        this.apps = apps;
        this.policy = policy;
        this.people = people;
        this.patients = patients;
        this.directory = directory;
        this.authorizations = authorizations;
        this.grants = grants;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        TokenExchangeRequest request = (TokenExchangeRequest) authentication;
        if (!(request.getPrincipal() instanceof OAuth2ClientAuthenticationToken client)
                || client.getRegisteredClient() == null) {
            throw refused(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        RegisteredClient app = client.getRegisteredClient();
        if (!app.getAuthorizationGrantTypes().contains(AuthorizationGrantType.TOKEN_EXCHANGE)) {
            throw refused(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
        }
        ForeignIdTokens.Named named = idTokens.judge(request.idToken(), app.getClientId())
                .orElseThrow(() -> refused(OAuth2ErrorCodes.INVALID_GRANT));
        Person person =
                named.username().flatMap(people::find).filter(Person::active).orElseThrow(() -> notLinked(PERSON));
        LaunchContext context = context(named, request, person);
        return issue(client, app, person, context, scopes(request, app, person, context));
    }

    private LaunchContext context(ForeignIdTokens.Named named, TokenExchangeRequest request, Person person) {
        if (named.patient().isPresent()
                && request.patient().isPresent()
                && !named.patient().equals(request.patient())) {
            throw refused(OAuth2ErrorCodes.INVALID_GRANT);
        }
        Optional<String> there = named.patient().or(request::patient);
        if (there.isEmpty()) {
            return LaunchContext.NONE;
        }
        String here = Optional.ofNullable(named.issuer().patientSystem())
                .flatMap(system -> directory.withIdentifier(system, there.get()))
                .filter(id -> patients.find(person, id).isPresent())
                .orElseThrow(() -> notLinked(PATIENT));
        return LaunchContext.NONE.withPatient(here);
    }

    private Set<String> scopes(
            TokenExchangeRequest request, RegisteredClient app, Person person, LaunchContext context) {
        Role role = policy.role(person.role()).orElse(null);
        Set<String> granted = role != null && apps.mayOpen(role, app.getClientId())
                ? new LinkedHashSet<>(Grant.of(request.scopes(), app.getScopes(), role.scopes()))
                : new LinkedHashSet<>();
        // It lasts no longer than the day on which the EHR vouched for the person.
        granted.remove("offline_access");
        granted.removeIf(
                scope -> scope.startsWith("launch") || (context.patient() == null && scope.startsWith("patient/")));
        if (granted.isEmpty()) {
            throw refused(OAuth2ErrorCodes.INVALID_SCOPE);
        }
        return granted;
    }

    private Authentication issue(
            OAuth2ClientAuthenticationToken client,
            RegisteredClient app,
            Person person,
            LaunchContext context,
            Set<String> scopes) {
        String id = UUID.randomUUID().toString();
        Instant ends = clock.instant().plus(settings.refreshToken());
        grants.make(new Grants.Held(id, person.username(), app.getId(), null, context), ends);
        Authentication who = UsernamePasswordAuthenticationToken.authenticated(person.username(), null, List.of());
        OAuth2Authorization authorization = OAuth2Authorization.withRegisteredClient(app)
                .id(id)
                .principalName(person.username())
                .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
                .authorizedScopes(scopes)
                .attribute(Principal.class.getName(), who)
                .build();
        IssuedTokens.Issued issued = tokens.issue(app, who, authorization, scopes);
        authorizations.save(issued.authorization());
        Map<String, Object> further = new HashMap<>(issued.further());
        further.put("issued_token_type", TokenExchangeConverter.ACCESS_TOKEN);
        return new OAuth2AccessTokenAuthenticationToken(app, client, issued.access(), issued.refresh(), further);
    }

    /** The EHR's word is good by then, so it may be told what the practice has to mend. Whether there is such a patient is not told. */
    private static OAuth2AuthenticationException notLinked(String what) {
        return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT, what, null));
    }

    private static OAuth2AuthenticationException refused(String code) {
        return new OAuth2AuthenticationException(code);
    }

    @Override
    public boolean supports(Class<?> type) {
        return TokenExchangeRequest.class.isAssignableFrom(type);
    }
}
