package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.People.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/** The door: every way of signing in ends here, and here alone a browser session becomes a person's. */
@Component
class Entry {
    /** When the session last proved who it is: an {@link java.time.Instant}. */
    static final String PROVED_AT = "hub.proved-at";

    private static final String SAVED_REQUEST = "SPRING_SECURITY_SAVED_REQUEST";

    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionCsrfTokenRepository csrf = new HttpSessionCsrfTokenRepository();
    private final RequestCache wanted = new HttpSessionRequestCache();
    private final People people;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final SignInSettings settings;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Entry(
            People people,
            SecondFactors factors,
            Passkeys passkeys,
            SignInSettings settings,
            Clock clock,
            ApplicationEventPublisher events) {
        this.people = people;
        this.factors = factors;
        this.passkeys = passkeys;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
    }

    /** One factor was right: lets the person in, or asks for the second. Where to go now. */
    String afterOneFactor(HttpServletRequest request, HttpServletResponse response, Person person) {
        boolean authenticator = factors.hasAuthenticator(person.id());
        boolean needed = settings.secondFactor().contains(person.role());
        if (!authenticator && !needed) {
            return letIn(request, response, person);
        }
        new HalfSignedIn(person.username(), clock.instant()).keep(request);
        return authenticator || passkeys.has(person.username()) ? "/login/second" : "/login/enrol";
    }

    /** Everything was right. Where to go now: where the person wanted to before they were asked to sign in. */
    String letIn(HttpServletRequest request, HttpServletResponse response, Person person) {
        HttpSession session = ownSession(request, person);
        session.setAttribute(PROVED_AT, clock.instant());
        HalfSignedIn.forget(session);
        UsernamePasswordAuthenticationToken signedIn = UsernamePasswordAuthenticationToken.authenticated(
                User.withUsername(person.username())
                        .password("")
                        .roles(person.role())
                        .build(),
                null,
                AuthorityUtils.createAuthorityList("ROLE_" + person.role()));
        // The address and the session's new id, for the audit trail.
        signedIn.setDetails(new WebAuthenticationDetails(request));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(signedIn);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        csrf.saveToken(null, request, response);
        people.signedIn(person.id());
        events.publishEvent(new AuthenticationSuccessEvent(signedIn));
        events.publishEvent(new InteractiveAuthenticationSuccessEvent(signedIn, Entry.class));
        return Optional.ofNullable(wanted.getRequest(request, response))
                .map(SavedRequest::getRedirectUrl)
                .orElse("/");
    }

    /**
     * The session under a new id, so that nobody who planted the old one shares it (smart.md N20). Who signs in again keeps
     * theirs, because tokens are bound to it; who takes over a browser from somebody else ends the other's.
     */
    private HttpSession ownSession(HttpServletRequest request, Person person) {
        Optional<String> before = signedIn(contexts.loadDeferredContext(request).get());
        if (before.filter(person.username()::equals).isPresent()) {
            return request.getSession();
        }
        if (before.isPresent()) {
            Object saved = request.getSession().getAttribute(SAVED_REQUEST);
            request.getSession().invalidate();
            request.getSession().setAttribute(SAVED_REQUEST, saved);
            return request.getSession();
        }
        request.getSession();
        request.changeSessionId();
        return request.getSession();
    }

    private static Optional<String> signedIn(SecurityContext context) {
        @Nullable Authentication authentication = context.getAuthentication();
        return Optional.ofNullable(authentication)
                .filter(Authentication::isAuthenticated)
                .map(Authentication::getName);
    }
}
