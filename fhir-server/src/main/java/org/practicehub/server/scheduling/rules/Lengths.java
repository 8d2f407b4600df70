package org.practicehub.server.scheduling.rules;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as they stand in the file: 30m, 24h, 90d. */
final class Lengths {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,5})([mhd])");

    private Lengths() {}

    static Optional<Duration> read(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(written.group(1));
        return Optional.of(
                switch (written.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    static String written(Duration length) {
        if (length.toMinutesPart() != 0) {
            return counted(length.toMinutes(), "minute");
        }
        return length.toHoursPart() != 0 || length.isZero()
                ? counted(length.toHours(), "hour")
                : counted(length.toDays(), "day");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
