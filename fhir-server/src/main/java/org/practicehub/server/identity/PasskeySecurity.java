package org.practicehub.server.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.practicehub.server.identity.People.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.authentication.PublicKeyCredentialRequestOptionsFilter;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationRequestToken;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.security.web.webauthn.registration.PublicKeyCredentialCreationOptionsFilter;
import org.springframework.security.web.webauthn.registration.WebAuthnRegistrationFilter;
import org.springframework.stereotype.Component;

/**
 * Passkeys (WebAuthn) by Spring Security's filters. Put together by hand, because its configurer leaves the session's id and
 * the kind of the signed-in principal to itself; every sign-in of the hub goes through {@link Entry}.
 */
@Component
class PasskeySecurity {
    private static final String HUB = "Practice Hub";

    private final Passkeys passkeys;
    private final People people;
    private final Entry entry;
    private final Webauthn4JRelyingPartyOperations operations;
    private final PasskeyOffers offers;
    private final ApplicationEventPublisher events;

    PasskeySecurity(Passkeys passkeys, People people, Entry entry, BaseUrl base, ApplicationEventPublisher events) {
        this.passkeys = passkeys;
        this.people = people;
        this.entry = entry;
        this.events = events;
        PublicKeyCredentialRpEntity hub = PublicKeyCredentialRpEntity.builder()
                .id(base.baseUrl().getHost())
                .name(HUB)
                .build();
        this.offers = new PasskeyOffers(hub);
        this.operations =
                new Webauthn4JRelyingPartyOperations(passkeys.owners(), passkeys.keys(), hub, Set.of(base.origin()));
        operations.setCustomizeCreationOptions(options -> options.authenticatorSelection(PasskeyOffers.SELECTION));
        operations.setCustomizeRequestOptions(
                options -> options.userVerification(UserVerificationRequirement.REQUIRED));
    }

    void addTo(HttpSecurity http) {
        WebAuthnAuthenticationFilter signIn = new WebAuthnAuthenticationFilter();
        signIn.setAuthenticationManager(this::authenticate);
        signIn.setAuthenticationSuccessHandler(this::letIn);
        PublicKeyCredentialCreationOptionsFilter offer = new PublicKeyCredentialCreationOptionsFilter(operations);
        offer.setCreationOptionsRepository(offers);
        WebAuthnRegistrationFilter register = new WebAuthnRegistrationFilter(passkeys.keys(), operations);
        register.setCreationOptionsRepository(offers);
        http.addFilterBefore(signIn, BasicAuthenticationFilter.class)
                .addFilterBefore(new PublicKeyCredentialRequestOptionsFilter(operations), AuthorizationFilter.class)
                // What makes a passkey comes after the rule that asks for a fresh proof.
                .addFilterAfter(offer, AuthorizationFilter.class)
                .addFilterAfter(register, AuthorizationFilter.class);
    }

    private Authentication authenticate(Authentication shown) throws AuthenticationException {
        Person person = owner((WebAuthnAuthenticationRequestToken) shown);
        if (!person.active()) {
            throw new DisabledException("deactivated");
        }
        return UsernamePasswordAuthenticationToken.authenticated(
                person.username(), null, AuthorityUtils.createAuthorityList("ROLE_" + person.role()));
    }

    private Person owner(WebAuthnAuthenticationRequestToken shown) {
        try {
            String username =
                    operations.authenticate(shown.getWebAuthnRequest()).getName();
            return people.find(username).orElseThrow(() -> new IllegalStateException("a passkey of nobody"));
        } catch (RuntimeException e) {
            BadCredentialsException refused = new BadCredentialsException("wrong passkey", e);
            events.publishEvent(new AuthenticationFailureBadCredentialsEvent(
                    UsernamePasswordAuthenticationToken.unauthenticated("passkey", null), refused));
            throw refused;
        }
    }

    private void letIn(HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
            throws IOException {
        Person person = people.find(signedIn.getName()).orElseThrow();
        String next = entry.letIn(request, response, person);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        new ObjectMapper().writeValue(response.getWriter(), Map.of("redirectUrl", next));
    }
}
