package org.practicehub.server.audit;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Passes on what Spring Security tells: sign-ins, tokens, refusals. It is told before an answer is made, so a token whose event
 * cannot be stored is not given out.
 */
final class SignInEvents {
    private final AuditTrail trail;
    private final ObjectProvider<UserDetailsService> people;

    SignInEvents(AuditTrail trail, ObjectProvider<UserDetailsService> people) {
        this.trail = trail;
        this.people = people;
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        Authentication done = event.getAuthentication();
        if (done instanceof OAuth2AccessTokenAuthenticationToken token) {
            trail.token(
                    grant().orElse("issued"),
                    token.getRegisteredClient().getClientId(),
                    user(token),
                    scopes(token.getAccessToken().getScopes()),
                    true,
                    null);
        } else if (done instanceof OAuth2AuthorizationCodeRequestAuthenticationToken request) {
            if (request.getAuthorizationCode() != null) {
                trail.token(
                        "authorized",
                        request.getClientId(),
                        name(request.getPrincipal()),
                        scopes(request.getScopes()),
                        true,
                        null);
            }
        } else if (done instanceof OAuth2TokenRevocationAuthenticationToken revoked) {
            trail.token("revoked", name(revoked.getPrincipal()), null, "", true, null);
        } else if (done instanceof OAuth2TokenIntrospectionAuthenticationToken asked) {
            trail.token("introspected", name(asked.getPrincipal()), null, "", true, null);
        } else if (!isStepOnTheWay(done)) {
            trail.signIn("signed-in", done.getName(), true, null);
        }
    }

    @EventListener
    void refused(AbstractAuthenticationFailureEvent event) {
        Authentication tried = event.getAuthentication();
        String why = reason(event.getException());
        if (tried instanceof OAuth2AuthorizationGrantAuthenticationToken grant) {
            trail.token("refused", name((Authentication) grant.getPrincipal()), null, "", false, why);
        } else if (tried instanceof OAuth2ClientAuthenticationToken client) {
            trail.token("refused", known(client), null, "", false, why);
        } else if (tried instanceof OAuth2AuthorizationCodeRequestAuthenticationToken request) {
            // Whether the client exists is not known here, and its id is what the request says.
            trail.token("refused", request.getClientId(), name(request.getPrincipal()), "", false, why);
        } else if (tried instanceof OAuth2TokenRevocationAuthenticationToken
                || tried instanceof OAuth2TokenIntrospectionAuthenticationToken) {
            trail.token("refused", tried.getName(), null, "", false, why);
        } else if (!isStepOnTheWay(tried)) {
            trail.signIn("refused", isKnown(tried.getName()) ? tried.getName() : null, false, why);
        }
    }

    @EventListener
    void signedOut(LogoutSuccessEvent event) {
        trail.signIn("signed-out", event.getAuthentication().getName(), true, null);
    }

    /** What asks with a token has an event of its own; a client that proved itself goes on to ask for something. */
    private static boolean isStepOnTheWay(Authentication what) {
        return what instanceof JwtAuthenticationToken
                || what instanceof BearerTokenAuthenticationToken
                || what.getClass().getName().startsWith("org.springframework.security.oauth2.server");
    }

    /** Somebody may have typed a password where the name goes. */
    private boolean isKnown(String name) {
        try {
            return people.stream().anyMatch(known -> known.loadUserByUsername(name) != null);
        } catch (UsernameNotFoundException e) {
            return false;
        }
    }

    private static Optional<String> grant() {
        return Exchange.current()
                .map(exchange -> exchange.request.getParameter("grant_type"))
                .filter(AuthorizationGrantType.REFRESH_TOKEN.getValue()::equals)
                .map(refresh -> "refreshed");
    }

    /** The hub's own token, made a moment ago: nothing to verify. */
    private static @Nullable String user(OAuth2AccessTokenAuthenticationToken token) {
        try {
            String subject = SignedJWT.parse(token.getAccessToken().getTokenValue())
                    .getJWTClaimsSet()
                    .getSubject();
            return token.getRegisteredClient().getClientId().equals(subject) ? null : subject;
        } catch (ParseException e) {
            return null;
        }
    }

    private static @Nullable String known(OAuth2ClientAuthenticationToken client) {
        return client.getRegisteredClient() == null
                ? null
                : client.getRegisteredClient().getClientId();
    }

    private static @Nullable String name(Object principal) {
        return principal instanceof Authentication who && who.isAuthenticated() ? who.getName() : null;
    }

    private static String scopes(Set<String> scopes) {
        return scopes.stream().sorted().collect(Collectors.joining(" "));
    }

    /** A code or a kind; texts may quote what was sent. */
    private static String reason(AuthenticationException why) {
        return why instanceof OAuth2AuthenticationException oauth
                ? oauth.getError().getErrorCode()
                : why.getClass().getSimpleName();
    }
}
