package org.practicehub.server.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How those who wait are asked.
 *
 * @param atOnce how many are asked at once whether they want a freed time; the first who says yes has it
 * @param answer how long they have to answer
 * @param notice nobody is asked about a time that begins sooner than this
 * @param quietFrom nobody is asked from this hour by the clock of the calendar, as {@code 21:00}
 * @param quietUntil until this one; the same hour as before asks at any time
 * @param waits how long an entry waits that says nothing itself
 * @param askedAgain who was asked within this time stands behind those who were not
 * @param kept how long what was freed and who was asked is remembered
 * @param look how often freed times are looked for
 */
@ConfigurationProperties("hub.scheduling.waitlist")
public record WaitlistSettings(
        @DefaultValue("1") int atOnce,
        @DefaultValue("30m") Duration answer,
        @DefaultValue("1h") Duration notice,
        @DefaultValue("21:00") String quietFrom,
        @DefaultValue("08:00") String quietUntil,
        @DefaultValue("180d") Duration waits,
        @DefaultValue("7d") Duration askedAgain,
        @DefaultValue("400d") Duration kept,
        @DefaultValue("2s") Duration look) {
    private static final int MOST_AT_ONCE = 50;

    /** Checks what was set. */
    public WaitlistSettings {
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("hub.scheduling.waitlist.at-once: 1 to " + MOST_AT_ONCE);
        }
        if (answer.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("hub.scheduling.waitlist.answer: at least one minute");
        }
        hour(quietFrom, "quiet-from");
        hour(quietUntil, "quiet-until");
    }

    private static LocalTime hour(String text, String key) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("hub.scheduling.waitlist." + key + ": an hour such as 21:00", e);
        }
    }

    /** When people may be asked again; empty when they may be now. */
    Optional<Instant> quiet(Instant now, ZoneId zone) {
        LocalTime from = hour(quietFrom, "quiet-from");
        LocalTime until = hour(quietUntil, "quiet-until");
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overMidnight = until.isBefore(from);
        boolean quiet = overMidnight
                ? !time.isBefore(from) || time.isBefore(until)
                : !time.isBefore(from) && time.isBefore(until);
        if (!quiet) {
            return Optional.empty();
        }
        boolean tomorrow = overMidnight && !time.isBefore(from);
        return Optional.of(local.toLocalDate()
                .plusDays(tomorrow ? 1 : 0)
                .atTime(until)
                .atZone(zone)
                .toInstant());
    }
}
