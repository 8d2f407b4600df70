package org.practicehub.mappings.hl7v2;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A segment and the ones that follow and belong to it: IN1 with its IN2 and IN3, RGS with its resources. */
public record Group(List<Segment> segments) {

    public Group {
        segments = List.copyOf(segments);
    }

    /** The segment that opens the group. */
    public Segment first() {
        return segments.get(0);
    }

    /** The first segment of this name in the group. */
    public Optional<Segment> optional(String name) {
        return each(name).findFirst();
    }

    /** The segments of this name in the group, in order. */
    public Stream<Segment> each(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name));
    }
}
