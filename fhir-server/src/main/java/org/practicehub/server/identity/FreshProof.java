package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether the browser that asks proved lately who sits before it; where to, when it did not. */
@Component
class FreshProof {
    private final SignInSettings settings;
    private final Clock clock;

    FreshProof(SignInSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    boolean has(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> (Instant) session.getAttribute(Entry.PROVED_AT))
                .filter(at -> at.plus(settings.proof()).isAfter(clock.instant()))
                .isPresent();
    }

    static String page(String back) {
        return "/login/again?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }
}
