package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Somebody whose password was right and whose second factor is still to come. It opens nothing but the next page. */
record HalfSignedIn(String username, Instant at) implements Serializable {
    private static final String ATTRIBUTE = "hub.half-signed-in";
    private static final Duration LASTS = Duration.ofMinutes(10);

    void keep(HttpServletRequest request) {
        request.getSession().setAttribute(ATTRIBUTE, this);
    }

    static Optional<HalfSignedIn> of(HttpServletRequest request, Instant now) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> (HalfSignedIn) session.getAttribute(ATTRIBUTE))
                .filter(half -> half.at().plus(LASTS).isAfter(now));
    }

    static void forget(HttpSession session) {
        session.removeAttribute(ATTRIBUTE);
    }
}
