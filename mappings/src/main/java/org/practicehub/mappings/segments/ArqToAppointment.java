package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/**
 * ARQ → Appointment that is asked for (section 10.6.1 of the standard), but for its status and time. The guide has no map for
 * it; its fields are those of SCH.
 */
public final class ArqToAppointment {

    private ArqToAppointment() {}

    public static void apply(Segment arq, Appointment appointment, Draft draft) {
        Source source = draft.source();
        Identifiers.entity(arq.field(1), "PLAC", source)
                .ifPresent(id -> SchToAppointment.add(id, appointment)); // ARQ-1
        // A number that the hub gave is the resource's id, not one more identifier.
        Identifiers.entity(arq.field(2), "FILL", source)
                .filter(id -> !id.getSystem().equals(Sending.OWN_IDS))
                .ifPresent(id -> SchToAppointment.add(id, appointment)); // ARQ-2
        SchToAppointment.occurrence(arq.field(3), appointment); // ARQ-3
        SchToAppointment.reasonAndType(arq.field(7), arq.field(8), appointment, source); // ARQ-7, ARQ-8
        SchToAppointment.parent(arq.field(22), "PLAC", source)
                .ifPresent(id -> SchToAppointment.add(id, appointment)); // ARQ-22
        SchToAppointment.parent(arq.field(23), "FILL", source)
                .ifPresent(id -> SchToAppointment.add(id, appointment)); // ARQ-23
        SchToAppointment.basedOn(arq.field(24), arq.field(25), appointment, draft); // ARQ-24, ARQ-25
    }

    /** The identifiers that say which appointment ARQ means: the filler's before the placer's. */
    public static List<Token> identity(Segment arq, Source source) {
        return Stream.concat(
                        Identifiers.ofEntity(arq.field(2), "FILL", source.feed()).stream(),
                        placer(arq, source).stream())
                .toList();
    }

    /** ARQ-1: the number by which the requester knows the request. */
    public static Optional<Token> placer(Segment arq, Source source) {
        return Identifiers.ofEntity(arq.field(1), "PLAC", source.feed());
    }
}
