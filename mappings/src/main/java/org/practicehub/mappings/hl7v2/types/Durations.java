package org.practicehub.mappings.hl7v2.types;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.practicehub.mappings.hl7v2.Field;

/** A number and its unit, as scheduling segments give them in two fields, CQ in one and TQ in a word. */
public final class Durations {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,6}(\\.\\d+)?");
    private static final Pattern WORD = Pattern.compile("([SMHD])(\\d{1,6})");

    private Durations() {}

    /** NM and CWE → how long. A number without a unit is minutes: so senders mean it who leave the unit out. */
    public static Optional<Duration> duration(Field number, Field unit) {
        Optional<ChronoUnit> of = unit.isPresent() ? unit(unit) : Optional.of(ChronoUnit.MINUTES);
        return number.value()
                .filter(text -> NUMBER.matcher(text).matches())
                .flatMap(text -> of.map(chrono -> scaled(text, chrono)));
    }

    /** CQ → how long: the number and, one level down, the unit. */
    public static Optional<Duration> quantity(Field cq) {
        return duration(cq.component(1), cq.component(2));
    }

    /** TQ-3 → how long: M30. */
    public static Optional<Duration> word(Field word) {
        Matcher matcher = WORD.matcher(word.text());
        return matcher.matches()
                ? byName(matcher.group(1)).map(unit -> scaled(matcher.group(2), unit))
                : Optional.empty();
    }

    /** Whether the unit says minutes. */
    public static boolean isMinutes(Field unit) {
        return unit(unit).equals(Optional.of(ChronoUnit.MINUTES));
    }

    private static Optional<ChronoUnit> unit(Field cwe) {
        return byName(cwe.component(1).text()).or(() -> byName(cwe.component(2).text()));
    }

    private static Optional<ChronoUnit> byName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "s", "sec", "second", "seconds" -> Optional.of(ChronoUnit.SECONDS);
            case "m", "min", "mins", "minute", "minutes" -> Optional.of(ChronoUnit.MINUTES);
            case "h", "hr", "hrs", "hour", "hours" -> Optional.of(ChronoUnit.HOURS);
            case "d", "day", "days" -> Optional.of(ChronoUnit.DAYS);
            default -> Optional.empty();
        };
    }

    private static Duration scaled(String number, ChronoUnit unit) {
        double seconds = Double.parseDouble(number) * unit.getDuration().toSeconds();
        return Duration.ofSeconds(Math.round(seconds));
    }
}
