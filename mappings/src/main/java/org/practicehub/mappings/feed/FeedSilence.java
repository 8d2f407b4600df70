package org.practicehub.mappings.feed;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The key {@code silence} being read. */
final class FeedSilence {

    /** As they are written, Monday first. */
    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final int MINUTES_A_DAY = 24 * 60;
    /** Takes 24:00 for the end of a day. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private FeedSilence() {}

    /**
     * @param listens whether messages arrive by this feed
     */
    static Silence read(Yaml at, boolean listens) {
        Map<String, Yaml> keys = at.entries(FeedKeys.SILENCE);
        if (!listens) {
            at.error("'silence' is for a feed that has 'listen'");
        }
        Optional<Yaml> after = Optional.ofNullable(keys.get("afterMinutes"));
        if (after.isEmpty()) {
            at.error("'silence' has no 'afterMinutes': for how long nothing may come");
        }
        Silence silence = new Silence(
                Duration.ofMinutes(
                        after.map(value -> value.number(1, MINUTES_A_DAY)).orElse(1)),
                Optional.ofNullable(keys.get("from")).map(FeedSilence::time).orElse(LocalTime.MIDNIGHT),
                Optional.ofNullable(keys.get("to")).map(FeedSilence::time).orElse(LocalTime.MIDNIGHT),
                Optional.ofNullable(keys.get("days")).map(FeedSilence::days).orElse(EnumSet.allOf(DayOfWeek.class)));
        check(silence, keys, at);
        return silence;
    }

    private static void check(Silence silence, Map<String, Yaml> keys, Yaml at) {
        if (keys.containsKey("from") != keys.containsKey("to")) {
            at.error("'from' and 'to' belong together; without both, messages are expected all day");
            return;
        }
        long hours =
                Math.floorMod(Duration.between(silence.from(), silence.to()).toMinutes(), MINUTES_A_DAY);
        Yaml after = keys.get("afterMinutes");
        if (after != null && hours != 0 && silence.after().toMinutes() > hours) {
            after.error("nobody would ever be late: from 'from' to 'to' it is " + hours + " minutes");
        }
    }

    private static LocalTime time(Yaml at) {
        try {
            return LocalTime.parse(at.text(), TIME);
        } catch (DateTimeException e) {
            at.error("'" + at.text() + "': expected a time of day like 07:00");
            return LocalTime.MIDNIGHT;
        }
    }

    private static Set<DayOfWeek> days(Yaml at) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Yaml item : at.items()) {
            int day = DAYS.indexOf(item.text());
            if (day < 0) {
                item.error("'" + item.text() + "' is not one of " + String.join(", ", DAYS)
                        + Nearest.hint(item.text(), DAYS));
            } else {
                days.add(DayOfWeek.of(day + 1));
            }
        }
        if (at.items().isEmpty()) {
            at.error("no day is named; without 'days', messages are expected on all");
        }
        return days;
    }
}
