package org.practicehub.mappings.segments;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Durations;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/**
 * AIS, AIG, AIL or AIP: something that an appointment takes up. They share the fields that say what to do with it, when it
 * is taken and how it stands, each from another position on.
 *
 * @param action HL7 table 0206: A add, D delete, U update, X no change; empty when the sender gives none
 */
public record ResourceSegment(Segment segment, String action) {

    /** Where the field with the start stands; offset, duration and status follow at a fixed distance. */
    private static final Map<String, Integer> START = Map.of("AIS", 4, "AIG", 8, "AIL", 6, "AIP", 6);

    /**
     * What S18 to S22, and S07 to S11 that ask for it, do with a resource that has no action code of its own: the event is
     * about nothing else.
     */
    private static final Map<String, String> BY_EVENT = Map.of(
            "S18", "A", "S19", "U", "S20", "D", "S21", "D", "S22", "D", "S07", "A", "S08", "U", "S09", "D", "S10", "D",
            "S11", "D");

    private static final Set<String> MEMBERS = Set.of("AIS", "AIG", "AIL", "AIP", "NTE");

    /** The resources of a message in order, inside resource groups and outside. */
    public static List<ResourceSegment> of(Message message) {
        // A group that is deleted (RGS-2) takes its resources along.
        Set<Segment> deleted = message.groups("RGS", MEMBERS).stream()
                .filter(group -> group.first().field(2).text().equals("D"))
                .flatMap(group -> group.segments().stream())
                .collect(Collectors.toSet());
        String otherwise = BY_EVENT.getOrDefault(message.trigger(), "");
        return message.segments().stream()
                .filter(segment -> START.containsKey(segment.name()))
                .map(segment -> new ResourceSegment(
                        segment,
                        deleted.contains(segment)
                                ? "D"
                                : segment.field(2).value().orElse(otherwise))) // AIS-2, AIG-2, AIL-2, AIP-2
                .toList();
    }

    public boolean is(String name) {
        return segment.name().equals(name);
    }

    public boolean isDeleted() {
        return action.equals("D");
    }

    /** AIS-4, AIG-8, AIL-6, AIP-6. */
    public Field startField() {
        return segment.field(start());
    }

    /** AIG-14, AIL-12, AIP-12. */
    public Field statusField() {
        return segment.field(start() + 6);
    }

    /** When it begins to be taken: as given, or so much after the appointment's start (AIS-5 and AIS-6, AIG-9, AIL-7, AIP-7). */
    public Optional<OffsetDateTime> starts(Optional<OffsetDateTime> appointment, Source source) {
        return Times.moment(startField(), source)
                .or(() -> Durations.duration(segment.field(start() + 1), segment.field(start() + 2))
                        .flatMap(offset -> appointment.map(start -> start.plus(offset))));
    }

    /** For how long (AIS-7 and AIS-8, AIG-11, AIL-9, AIP-9). */
    public Optional<Duration> lasts() {
        return Durations.duration(segment.field(start() + 3), segment.field(start() + 4));
    }

    private int start() {
        return START.getOrDefault(segment.name(), 0);
    }

    /** The resources of one kind that are not taken away, in order. */
    public static Stream<ResourceSegment> kept(List<ResourceSegment> all, String name) {
        return all.stream().filter(resource -> resource.is(name) && !resource.isDeleted());
    }
}
