package org.practicehub.mappings.hl7v2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.practicehub.mappings.problem.Place;

/** One value of a message exchanged for another; all else stays as it was sent. */
final class Edit {

    private final Delimiters by;

    Edit(Delimiters by) {
        this.by = by;
    }

    /** The segment's text with another value at the place. */
    String of(Segment segment, Place place, String value) {
        int field = place.field() - (Message.isHeader(segment.name()) ? 1 : 0);
        String encoded = Escapes.encode(value, by);
        return part(
                segment.text(),
                by.field(),
                field,
                whole -> part(
                        whole,
                        by.repetition(),
                        Math.max(place.repetition(), 1) - 1,
                        repetition -> place.component() == 0
                                ? encoded
                                : part(
                                        repetition,
                                        by.component(),
                                        place.component() - 1,
                                        component -> place.subcomponent() == 0
                                                ? encoded
                                                : part(
                                                        component,
                                                        by.subcomponent(),
                                                        place.subcomponent() - 1,
                                                        sub -> encoded))));
    }

    private static String part(String whole, char delimiter, int n, UnaryOperator<String> change) {
        List<String> parts = new ArrayList<>(Arrays.asList(whole.split(Pattern.quote(String.valueOf(delimiter)), -1)));
        while (parts.size() <= n) {
            parts.add("");
        }
        parts.set(n, change.apply(parts.get(n)));
        return String.join(String.valueOf(delimiter), parts);
    }
}
