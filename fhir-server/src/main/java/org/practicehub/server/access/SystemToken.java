package org.practicehub.server.access;

import java.util.List;
import java.util.Optional;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a token of a system, and of no person, allows besides the record. */
public final class SystemToken {
    private SystemToken() {}

    /** The system whose token it is; empty where a person stands behind it (RFC 9068, 2.2: a system is its own subject). */
    public static Optional<String> client(Jwt token) {
        return Optional.ofNullable(token.getClaimAsString("client_id"))
                .filter(client -> !client.isEmpty() && client.equals(token.getSubject()));
    }

    /** Whether it is a system's and has this scope. */
    public static boolean allows(Jwt token, String scope) {
        String scopes = Optional.ofNullable(token.getClaimAsString("scope")).orElse("");
        return client(token).isPresent() && List.of(scopes.split(" ")).contains(scope);
    }
}
