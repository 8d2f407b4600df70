package org.practicehub.server.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who did it.
 *
 * @param kind {@code person}, {@code system}, {@code feed}, {@code hub}, or {@code unknown} for who did not say
 * @param client the app or system
 * @param user name of a sign-in, or of a feed
 * @param resource the person as a resource, {@code Practitioner/1}
 * @param policy hash of the role policy that they were judged by
 * @param address network address the request came from
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Caller(
        String kind,
        @Nullable String client,
        @Nullable String user,
        @Nullable String resource,
        @Nullable String role,
        @Nullable String policy,
        @Nullable String address) {
    static final String PERSON = "person";
    static final String SYSTEM = "system";

    private static final Pattern REFERENCE = Pattern.compile("([A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64})$");

    static Caller hub() {
        return new Caller("hub", null, null, null, null, null, null);
    }

    static Caller feed(String feed) {
        return new Caller("feed", null, feed, null, null, null, null);
    }

    static Caller unknown(@Nullable String address) {
        return new Caller("unknown", null, null, null, null, null, address);
    }

    static Caller person(@Nullable String client, @Nullable String user, @Nullable String address) {
        return new Caller(PERSON, client, user, null, null, null, address);
    }

    /** Who the token was given to; empty without one. */
    static Optional<Caller> of(@Nullable Authentication authentication, @Nullable String address) {
        return authentication instanceof JwtAuthenticationToken token
                ? Optional.of(of(token.getToken(), address))
                : Optional.empty();
    }

    private static Caller of(Jwt token, @Nullable String address) {
        String client = token.getClaimAsString("client_id");
        String subject = token.getSubject();
        // A system's token is its own subject (RFC 9068, 2.2).
        boolean system = token.getClaimAsString("role") == null && (subject == null || subject.equals(client));
        return new Caller(
                system ? SYSTEM : PERSON,
                client,
                system ? null : subject,
                local(token.getClaimAsString("fhirUser")),
                token.getClaimAsString("role"),
                null,
                address);
    }

    Caller under(String judge) {
        return new Caller(kind, client, user, resource, role, judge, address);
    }

    private static @Nullable String local(@Nullable String reference) {
        if (reference == null) {
            return null;
        }
        Matcher found = REFERENCE.matcher(reference);
        return found.find() ? found.group(1) : null;
    }
}
