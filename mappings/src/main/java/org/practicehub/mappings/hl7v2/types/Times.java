package org.practicehub.mappings.hl7v2.types;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Period;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.problem.Code;

/**
 * DT and DTM to date, dateTime and instant. Precision stays as it was sent (G9). The offset is the value's own, else MSH-7's,
 * else the feed's zone at that time; the original offset is kept (G10).
 */
public final class Times {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");

    private Times() {}

    /** DTM → dateTime, as precise as it was sent. */
    public static Optional<DateTimeType> dateTime(Field dtm, Source source) {
        return stamp(dtm, source).map(stamp -> new DateTimeType(text(stamp, dtm, source)));
    }

    /** DT or DTM → date. Its day is the day as written: a date is never moved to another zone. */
    public static Optional<DateType> date(Field dtm, Source source) {
        return stamp(dtm, source).map(stamp -> new DateType(day(stamp)));
    }

    /** DTM → a moment; a time that stops short begins at its lowest. */
    public static Optional<OffsetDateTime> moment(Field dtm, Source source) {
        return stamp(dtm, source).map(stamp -> moment(stamp, dtm, source));
    }

    /** DTM → a moment in the world's time. */
    public static Optional<Instant> instant(Field dtm, Source source) {
        return moment(dtm, source).map(OffsetDateTime::toInstant);
    }

    /** DTM start and DTM end → Period. */
    public static Optional<Period> period(Field start, Field end, Source source) {
        Period period = new Period();
        dateTime(start, source).ifPresent(period::setStartElement);
        dateTime(end, source).ifPresent(period::setEndElement);
        inOrder(period, end, source);
        return period.isEmpty() ? Optional.empty() : Optional.of(period);
    }

    /** An end before the beginning is none (R4 invariant per-1): it is left out, and that is said. */
    public static void inOrder(Period period, Field end, Source source) {
        if (period.hasStart() && period.hasEnd() && period.getEnd().before(period.getStart())) {
            source.warn(Code.CONTRADICTION, end, "The end lies before the beginning; it was left out.");
            period.setEndElement(null);
        }
    }

    /** A moment as FHIR writes it, with its offset. */
    public static String text(OffsetDateTime moment) {
        String fraction = moment.getNano() == 0
                ? ""
                : String.format("%09d", moment.getNano()).substring(0, 3);
        return SECONDS.format(moment) + (fraction.isEmpty() ? "" : "." + fraction) + OFFSET.format(moment);
    }

    /** A moment of the world's time as this feed's clocks show it. */
    public static DateTimeType dateTime(Instant instant, Source source) {
        return new DateTimeType(text(instant.atZone(source.feed().zone()).toOffsetDateTime()));
    }

    private static Optional<Stamp> stamp(Field dtm, Source source) {
        Optional<String> text = dtm.value();
        Optional<Stamp> stamp = text.flatMap(Stamp::parse);
        if (text.isPresent() && stamp.isEmpty()) {
            source.warn(Code.DATA_TYPE, dtm, "This is no date or time; it was left out.");
        }
        return stamp;
    }

    private static String day(Stamp stamp) {
        String day = stamp.local().toLocalDate().toString();
        return switch (stamp.precision()) {
            case YEAR -> day.substring(0, 4);
            case MONTH -> day.substring(0, 7);
            case DAY, TIME -> day;
        };
    }

    private static String text(Stamp stamp, Field dtm, Source source) {
        if (stamp.precision() != Stamp.Precision.TIME) {
            return day(stamp);
        }
        OffsetDateTime moment = moment(stamp, dtm, source);
        String fraction = stamp.fraction().isEmpty() ? "" : "." + stamp.fraction();
        return SECONDS.format(moment) + fraction + OFFSET.format(moment);
    }

    private static OffsetDateTime moment(Stamp stamp, Field dtm, Source source) {
        LocalDateTime local = stamp.fraction().isEmpty()
                ? stamp.local()
                : stamp.local().plusNanos(Long.parseLong((stamp.fraction() + "00000000").substring(0, 9)));
        Optional<ZoneOffset> offset = stamp.offset().or(source::offset);
        return offset.map(local::atOffset).orElseGet(() -> inZone(local, dtm, source));
    }

    /** A time that the clocks skip moves on by what they skip; one that they show twice is the first of the two. */
    private static OffsetDateTime inZone(LocalDateTime local, Field dtm, Source source) {
        ZoneId zone = source.feed().zone();
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            source.warn(Code.CLOCK_CHANGE, dtm, "The clocks skip this time; it was moved forward.");
        } else if (offsets.size() > 1) {
            source.warn(Code.CLOCK_CHANGE, dtm, "The clocks show this time twice; the first was taken.");
        }
        return local.atZone(zone).toOffsetDateTime();
    }

    /** A moment later by a number of units, as durations are given: minutes, hours, seconds, days. */
    static OffsetDateTime later(OffsetDateTime start, long amount, ChronoUnit unit) {
        return start.plus(amount, unit);
    }
}
