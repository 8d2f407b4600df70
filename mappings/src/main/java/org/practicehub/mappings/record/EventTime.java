package org.practicehub.mappings.record;

import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/**
 * When the message's event was recorded, by which older and newer are told apart (G18), and when it happened, which the
 * visit shows.
 *
 * @param time EVN-2, else MSH-7, else when the message was received
 * @param occurred EVN-6; empty when the sender gives none
 */
public record EventTime(Instant time, Optional<DateTimeType> occurred) {

    static EventTime of(Message message, Source source, Context context) {
        Optional<Segment> evn = message.optional("EVN");
        Instant time = evn.flatMap(segment -> Times.instant(segment.field(2), source)) // EVN-2
                .or(() -> Times.instant(message.header().field(7), source)) // MSH-7
                .orElse(context.receivedAt());
        return new EventTime(time, evn.flatMap(segment -> Times.dateTime(segment.field(6), source))); // EVN-6
    }

    /** When it happened, as nearly as the sender says. */
    public DateTimeType happened(Source source) {
        return occurred.orElseGet(() -> Times.dateTime(time, source)).copy();
    }
}
