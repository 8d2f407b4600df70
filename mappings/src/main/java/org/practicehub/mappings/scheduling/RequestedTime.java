package org.practicehub.mappings.scheduling;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Durations;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.ResourceSegment;

/**
 * When an appointment is asked for: from TQ1, else ARQ-11, each a time from which and one until which it may be; else from the
 * resources, which say when they are needed.
 *
 * @param wanted the periods as they were sent, each as precise as it was
 * @param fixed the one time that can be meant, if only one can
 * @param cleared the requester deletes what was wanted (G6)
 */
record RequestedTime(List<Period> wanted, AppointmentTime fixed, boolean cleared) {

    /** FHIR writes a day in ten characters; what is longer has a time. */
    private static final int DAY = 10;

    private record Range(Field from, Field until) {}

    static RequestedTime of(Message message, List<ResourceSegment> resources, Draft draft) {
        Segment arq = message.one("ARQ");
        Optional<Duration> length = AppointmentTime.length(
                Durations.duration(arq.field(9), arq.field(10)) // ARQ-9, ARQ-10
                        .or(() -> message.optional("TQ1").flatMap(tq1 -> Durations.quantity(tq1.field(6)))), // TQ1-6
                resources,
                draft);
        List<Range> ranges = ranges(message, arq);
        List<Period> wanted = ranges.stream()
                .flatMap(range -> Times.period(range.from(), range.until(), draft.source()).stream())
                .toList();
        Optional<OffsetDateTime> start = ranges.isEmpty()
                ? AppointmentTime.starts(resources) // AIS-4, AIL-6, AIP-6, AIG-8
                        .flatMap(field -> exact(field, draft).stream())
                        .findFirst()
                : Optional.of(ranges).filter(all -> all.size() == 1).flatMap(all -> only(all.get(0), length, draft));
        Optional<OffsetDateTime> end = start.flatMap(from -> length.map(from::plus));
        return new RequestedTime(
                wanted.isEmpty() ? start.map(from -> period(from, end)).stream().toList() : wanted,
                new AppointmentTime(end.flatMap(until -> start), end),
                arq.field(11).isCleared());
    }

    /** Sets what is wanted. A time that was fixed before is given up where another is wanted that is not. */
    void apply(Appointment appointment) {
        boolean other = cleared || !(wanted.isEmpty() || isWanted(appointment));
        if (other && appointment.getStatus() == AppointmentStatus.PROPOSED) {
            appointment.setStartElement(null);
            appointment.setEndElement(null);
        }
        if (cleared) {
            appointment.setRequestedPeriod(null);
        } else if (!wanted.isEmpty()) {
            appointment.setRequestedPeriod(wanted.stream().map(Period::copy).toList());
        }
        fixed.apply(appointment);
    }

    /** Whether the appointment has been asked for at this time already, or is at it; what says no time wants no other. */
    boolean isMetBy(Appointment appointment) {
        if (fixed.isKnown()) {
            Appointment meant = new Appointment();
            fixed.apply(meant);
            return appointment.hasStart()
                    && appointment.hasEnd()
                    && meant.getStart().equals(appointment.getStart())
                    && meant.getEnd().equals(appointment.getEnd());
        }
        return wanted.isEmpty() || isWanted(appointment);
    }

    /** For a person to read: the one time that is meant, else those that would do. */
    List<Period> periods() {
        return fixed.isKnown() ? List.of(period(fixed.start().orElseThrow(), fixed.end())) : wanted;
    }

    private boolean isWanted(Appointment appointment) {
        List<Period> present = appointment.getRequestedPeriod();
        return present.size() == wanted.size()
                && IntStream.range(0, wanted.size())
                        .allMatch(n -> present.get(n).equalsDeep(wanted.get(n)));
    }

    /** TQ1-7 and TQ1-8, else ARQ-11. */
    private static List<Range> ranges(Message message, Segment arq) {
        List<Range> timed = message.each("TQ1")
                .map(tq1 -> new Range(tq1.field(7), tq1.field(8))) // TQ1-7, TQ1-8
                .filter(range -> range.from().isPresent() || range.until().isPresent())
                .toList();
        return timed.isEmpty()
                ? arq.field(11)
                        .repetitions()
                        .map(range -> new Range(range.component(1), range.component(2))) // ARQ-11
                        .toList()
                : timed;
    }

    /**
     * The standard has a range hold the earliest and the latest beginning; many senders write beginning and end of the
     * appointment into it. Either way one time is meant when both are the same, or as far apart as the appointment is long.
     */
    private static Optional<OffsetDateTime> only(Range range, Optional<Duration> length, Draft draft) {
        Optional<OffsetDateTime> from = exact(range.from(), draft);
        Optional<Duration> between =
                from.flatMap(start -> exact(range.until(), draft).map(end -> Duration.between(start, end)));
        return between.filter(span -> span.isZero() || length.equals(Optional.of(span)))
                .flatMap(span -> from);
    }

    private static Optional<OffsetDateTime> exact(Field time, Draft draft) {
        return Times.dateTime(time, draft.source())
                .filter(value -> value.getValueAsString().length() > DAY)
                .flatMap(value -> Times.moment(time, draft.source()));
    }

    private static Period period(OffsetDateTime start, Optional<OffsetDateTime> end) {
        Period period = new Period().setStartElement(new DateTimeType(Times.text(start)));
        end.ifPresent(until -> period.setEndElement(new DateTimeType(Times.text(until))));
        return period;
    }
}
