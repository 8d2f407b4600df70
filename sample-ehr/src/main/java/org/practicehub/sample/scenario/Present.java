package org.practicehub.sample.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** The time at the practice. It never stands still between two messages, so that their times tell their order. */
public final class Present {

    private static final Duration TICK = Duration.ofMillis(1);

    private final Clock clock;
    private final ZoneId zone;
    private Instant last = Instant.MIN;

    public Present(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    ZonedDateTime now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last.plus(TICK);
        return last.atZone(zone);
    }

    LocalDate today() {
        return clock.instant().atZone(zone).toLocalDate();
    }

    ZoneId zone() {
        return zone;
    }
}
