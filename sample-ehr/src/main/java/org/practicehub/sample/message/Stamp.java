package org.practicehub.sample.message;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as HL7 writes them, always with their offset. */
final class Stamp {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx", Locale.ROOT);
    // Milliseconds keep messages of one second in order for whoever sorts them by time.
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx", Locale.ROOT);

    private Stamp() {}

    static String seconds(ZonedDateTime time) {
        return SECONDS.format(time);
    }

    static String millis(ZonedDateTime time) {
        return MILLIS.format(time);
    }

    static String date(LocalDate date) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }
}
