package org.practicehub.server.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long before a visit: days go by the calendar, so that a visit at nine is told of at nine although the clocks have changed
 * between; hours and minutes are hours and minutes.
 */
record Lead(int days, Duration time) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,3})([dhm])");
    private static final int MOST_DAYS = 60;

    /** {@code 7d}, {@code 2h}, {@code 90m}; empty when it is none of these, nothing, or more than 60 days. */
    static Optional<Lead> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(written.group(1));
        Lead lead =
                switch (written.group(2)) {
                    case "d" -> new Lead(number, Duration.ZERO);
                    case "h" -> new Lead(0, Duration.ofHours(number));
                    default -> new Lead(0, Duration.ofMinutes(number));
                };
        return number > 0 && lead.longest().toDays() <= MOST_DAYS ? Optional.of(lead) : Optional.empty();
    }

    Instant before(Instant visit, ZoneId zone) {
        return visit.atZone(zone).minusDays(days).toInstant().minus(time);
    }

    /** No day lasts longer than 25 hours. */
    Duration longest() {
        return Duration.ofHours(25L * days).plus(time);
    }
}
