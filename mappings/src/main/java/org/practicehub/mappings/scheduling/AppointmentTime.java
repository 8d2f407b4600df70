package org.practicehub.mappings.scheduling;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.InstantType;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Durations;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.ResourceSegment;

/**
 * When an appointment is, from the many places that may say so (S-time): TQ1, SCH-11, then the resources. The first that
 * says it counts; one that says otherwise is told of.
 */
record AppointmentTime(Optional<OffsetDateTime> start, Optional<OffsetDateTime> end) {

    static AppointmentTime of(Message message, List<ResourceSegment> resources, Draft draft) {
        List<Field> starts = starts(message, resources);
        Optional<OffsetDateTime> start = first(starts, draft);
        Optional<OffsetDateTime> end = first(ends(message), draft)
                .filter(until -> start.map(until::isAfter).orElse(false))
                .or(() ->
                        start.flatMap(time -> length(message, resources, draft).map(time::plus)));
        AppointmentTime time = new AppointmentTime(start, end);
        starts.forEach(field -> time.compare(field, draft));
        return time;
    }

    boolean isKnown() {
        return start.isPresent() && end.isPresent();
    }

    /** Sets the time; says whether it is another than before. */
    boolean apply(Appointment appointment, Segment sch) {
        boolean moved = apply(appointment);
        if (isKnown()) {
            minutes(sch.field(9), sch.field(10)).ifPresent(appointment::setMinutesDuration); // SCH-9, SCH-10
        }
        return moved;
    }

    /** The same, but for how many minutes the message says it takes. */
    boolean apply(Appointment appointment) {
        if (!isKnown()) {
            return false;
        }
        InstantType from = new InstantType(Times.text(start.orElseThrow()));
        InstantType until = new InstantType(Times.text(end.orElseThrow()));
        boolean moved = appointment.hasStart()
                && !(from.getValue().equals(appointment.getStart())
                        && until.getValue().equals(appointment.getEnd()));
        appointment.setStartElement(from);
        appointment.setEndElement(until);
        if (moved) {
            appointment.setMinutesDurationElement(null);
        }
        return moved;
    }

    /** TQ1-7, SCH-11.4, AIS-4, AIL-6, AIP-6, AIG-8. */
    private static List<Field> starts(Message message, List<ResourceSegment> resources) {
        Stream<Field> first = Stream.concat(
                message.each("TQ1").map(tq1 -> tq1.field(7)),
                message.each("SCH").map(sch -> sch.field(11).component(4)));
        return Stream.concat(first, starts(resources)).filter(Field::isPresent).toList();
    }

    /** AIS-4, AIL-6, AIP-6, AIG-8. */
    static Stream<Field> starts(List<ResourceSegment> resources) {
        return Stream.of("AIS", "AIL", "AIP", "AIG")
                .flatMap(name -> ResourceSegment.kept(resources, name))
                .map(ResourceSegment::startField)
                .filter(Field::isPresent);
    }

    /** TQ1-8, SCH-11.5. */
    private static List<Field> ends(Message message) {
        return Stream.concat(
                        message.each("TQ1").map(tq1 -> tq1.field(8)),
                        message.each("SCH").map(sch -> sch.field(11).component(5)))
                .filter(Field::isPresent)
                .toList();
    }

    private static Optional<OffsetDateTime> first(List<Field> fields, Draft draft) {
        return fields.stream()
                .flatMap(field -> Times.moment(field, draft.source()).stream())
                .findFirst();
    }

    /** SCH-9, TQ1-6, SCH-11.3, AIS-7 and the like; else what the feed says an appointment takes. */
    private static Optional<Duration> length(Message message, List<ResourceSegment> resources, Draft draft) {
        Segment sch = message.one("SCH");
        return length(
                Durations.duration(sch.field(9), sch.field(10))
                        .or(() -> message.optional("TQ1").flatMap(tq1 -> Durations.quantity(tq1.field(6))))
                        .or(() -> Durations.word(sch.field(11).component(3))),
                resources,
                draft);
    }

    /** What is said of the whole, else of the resource that is needed longest, else what the feed says. */
    static Optional<Duration> length(Optional<Duration> said, List<ResourceSegment> resources, Draft draft) {
        int usual = draft.feed().appointmentMinutes();
        return said.or(() -> resources.stream()
                        .filter(resource -> !resource.isDeleted())
                        .flatMap(resource -> resource.lasts().stream())
                        .max(Duration::compareTo))
                .filter(duration -> !duration.isNegative() && !duration.isZero())
                .or(() -> usual == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(usual)));
    }

    /** A number, if its unit says that it counts minutes. */
    static Optional<Integer> minutes(Field number, Field unit) {
        return Durations.duration(number, unit)
                .filter(duration -> Durations.isMinutes(unit))
                .map(duration -> (int) duration.toMinutes())
                .filter(minutes -> minutes > 0);
    }

    /** A resource may begin later than the appointment; outside of it, or elsewhere altogether, is a contradiction. */
    private void compare(Field field, Draft draft) {
        Optional<OffsetDateTime> said = Times.moment(field, draft.source());
        boolean resource = field.place().segment().startsWith("AI");
        boolean agrees = said.isEmpty() || start.isEmpty() || said.get().isEqual(start.get());
        boolean within = resource
                && said.isPresent()
                && start.map(from -> !said.get().isBefore(from)).orElse(false)
                && end.map(until -> said.get().isBefore(until)).orElse(false);
        if (!agrees && !within) {
            draft.source()
                    .warn(
                            Code.CONTRADICTION,
                            field,
                            "Another part of the message gives another time; that one was taken.");
        }
    }
}
