package org.practicehub.mappings.feed.overlay;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.practicehub.mappings.feed.Nearest;
import org.practicehub.mappings.hl7v2.Dictionary;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Place;

/** A place in messages, written as problems name one: {@code PID-3}, {@code PV2-23.1}, {@code IN1[2]-3[2].4.2}. */
public record SourcePath(Place place) {

    private static final Pattern SHAPE =
            Pattern.compile("([A-Z][A-Z0-9]{2})(?:\\[([1-9][0-9]?)])?-([1-9][0-9]{0,2})(?:\\[([1-9][0-9]?)])?"
                    + "(?:\\.([1-9][0-9]?)(?:\\.([1-9][0-9]?))?)?");

    /** Checks the shape, and against the dictionary of HL7 2.8.1 what is no Z-segment. */
    public static SourcePath compile(String path) throws Mistaken {
        Matcher parts = SHAPE.matcher(path);
        if (!parts.matches()) {
            throw new Mistaken(
                    0,
                    "'" + path + "' is no place in a message; expected a path like PID-3, PV2-23.1" + " or ZPD-3[2].1");
        }
        String segment = parts.group(1);
        int field = number(parts, 3, 0);
        if (!segment.startsWith("Z")) {
            known(segment, field, parts.start(3));
        }
        int repetition = number(parts, 4, parts.group(5) == null ? 0 : 1);
        return new SourcePath(
                new Place(segment, number(parts, 2, 1), field, repetition, number(parts, 5, 0), number(parts, 6, 0)));
    }

    private static void known(String segment, int field, int at) throws Mistaken {
        if (Dictionary.segmentName(segment).isEmpty()) {
            throw new Mistaken(
                    0, "HL7 2.8.1 has no segment '" + segment + "'" + Nearest.hint(segment, Dictionary.segments()));
        }
        if (Dictionary.fieldName(segment, field).isEmpty()) {
            List<String> fields = IntStream.rangeClosed(1, 999)
                    .filter(n -> Dictionary.fieldName(segment, n).isPresent())
                    .mapToObj(String::valueOf)
                    .toList();
            throw new Mistaken(
                    at, "'" + segment + "' has no field " + field + " in HL7 2.8.1; its last is " + fields.size());
        }
    }

    private static int number(Matcher parts, int group, int otherwise) {
        return parts.group(group) == null ? otherwise : Integer.parseInt(parts.group(group));
    }

    /** What stands there; empty when the message has no such segment. */
    Optional<Field> in(Message message) {
        return message.each(place.segment())
                .skip(place.occurrence() - 1L)
                .findFirst()
                .map(segment -> part(segment.field(place.field())));
    }

    private Field part(Field field) {
        Field part = place.repetition() == 0 ? field : field.repetition(place.repetition());
        part = place.component() == 0 ? part : part.component(place.component());
        return place.subcomponent() == 0 ? part : part.component(place.subcomponent());
    }

    /** {@code ZPD-3}: the field, by which a feed names its table of local codes. */
    public String field() {
        return place.segment() + "-" + place.field();
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
