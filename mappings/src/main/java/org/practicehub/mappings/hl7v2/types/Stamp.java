package org.practicehub.mappings.hl7v2.types;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HL7 time as it was written: how far it goes and which offset it carries, if any (DTM, {@code YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]}).
 *
 * @param local its value with what is missing at its lowest
 * @param fraction the digits after the second, as sent
 */
public record Stamp(Precision precision, LocalDateTime local, String fraction, Optional<ZoneOffset> offset) {

    /** How far a time goes. */
    public enum Precision {
        YEAR,
        MONTH,
        DAY,
        TIME
    }

    private static final Pattern DTM = Pattern.compile("(\\d{4})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})"
            + "(?:\\.(\\d{1,4}))?)?)?)?)?)?\\s*([+-]\\d{4})?");

    /** Empty for a text that is no time, or names one that does not exist: the 31st of April, hour 25, year 0. */
    public static Optional<Stamp> parse(String text) {
        Matcher dtm = DTM.matcher(text);
        if (!dtm.matches() || text.startsWith("0000")) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(number(dtm, 1, 1), number(dtm, 2, 1), number(dtm, 3, 1));
            LocalTime time = LocalTime.of(number(dtm, 4, 0), number(dtm, 5, 0), number(dtm, 6, 0));
            String fraction = dtm.group(7) == null ? "" : dtm.group(7);
            return Optional.of(new Stamp(precision(dtm), date.atTime(time), fraction, offset(dtm.group(8))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Precision precision(Matcher dtm) {
        if (dtm.group(2) == null) {
            return Precision.YEAR;
        } else if (dtm.group(3) == null) {
            return Precision.MONTH;
        }
        return dtm.group(4) == null ? Precision.DAY : Precision.TIME;
    }

    private static Optional<ZoneOffset> offset(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        int sign = text.startsWith("-") ? -1 : 1;
        int hours = Integer.parseInt(text.substring(1, 3));
        int minutes = Integer.parseInt(text.substring(3));
        return Optional.of(ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes));
    }

    private static int number(Matcher dtm, int group, int otherwise) {
        String digits = dtm.group(group);
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
