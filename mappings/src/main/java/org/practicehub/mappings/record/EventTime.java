package org.practicehub.mappings.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;

/**
 * When the message's event was recorded, by which older and newer are told apart (G18), and when it happened, which the
 * visit shows.
 *
 * @param time EVN-2, else MSH-7, else when the message was received; never a time to come
 * @param occurred EVN-6; empty when the sender gives none
 */
public record EventTime(Instant time, Optional<DateTimeType> occurred) {

    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    static EventTime of(Message message, Source source, Context context) {
        Optional<Segment> evn = message.optional("EVN");
        Instant time = evn.flatMap(segment -> past(segment.field(2), source, context)) // EVN-2
                .or(() -> past(message.header().field(7), source, context)) // MSH-7
                .orElse(context.receivedAt());
        return new EventTime(time, evn.flatMap(segment -> Times.dateTime(segment.field(6), source))); // EVN-6
    }

    /** A time to come is none: taken at its word, it would make everything stale that is heard until then. */
    private static Optional<Instant> past(Field dtm, Source source, Context context) {
        Optional<Instant> time = Times.instant(dtm, source);
        boolean toCome = time.filter(at -> at.isAfter(context.receivedAt().plus(CLOCKS_DIFFER)))
                .isPresent();
        if (toCome) {
            source.warn(Code.CONTRADICTION, dtm, "This time is still to come; it was not taken as the event's.");
        }
        return toCome ? Optional.empty() : time;
    }

    /** When it happened, as nearly as the sender says. */
    public DateTimeType happened(Source source) {
        return occurred.orElseGet(() -> Times.dateTime(time, source)).copy();
    }
}
