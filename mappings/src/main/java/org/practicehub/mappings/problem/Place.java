package org.practicehub.mappings.problem;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a message: segment, its occurrence, and field, repetition, component and subcomponent counted from one; zero
 * where the place is no finer.
 */
public record Place(String segment, int occurrence, int field, int repetition, int component, int subcomponent) {

    /** As {@link #toString} has it. */
    private static final Pattern WRITTEN =
            Pattern.compile("(\\w+)(?:\\[(\\d+)])?(?:-(\\d+)(?:\\[(\\d+)])?(?:\\.(\\d+)(?:\\.(\\d+))?)?)?");

    /** {@code PID-3[2].4} as a place again; empty when the text is none. */
    public static Optional<Place> parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        return parts.matches()
                ? Optional.of(new Place(
                        parts.group(1),
                        number(parts, 2, 1),
                        number(parts, 3, 0),
                        number(parts, 4, parts.group(5) == null ? 0 : 1),
                        number(parts, 5, 0),
                        number(parts, 6, 0)))
                : Optional.empty();
    }

    private static int number(Matcher parts, int group, int otherwise) {
        return parts.group(group) == null ? otherwise : Integer.parseInt(parts.group(group));
    }

    /** A whole segment, or a segment that is missing. */
    public static Place of(String segment) {
        return new Place(segment, 1, 0, 0, 0, 0);
    }

    /** A field of the first such segment. */
    public static Place of(String segment, int field) {
        return new Place(segment, 1, field, 0, 0, 0);
    }

    /** A component of the first such segment's field. */
    public static Place of(String segment, int field, int component) {
        return new Place(segment, 1, field, 1, component, 0);
    }

    /** Whether the text at the other place is the one here: that of a whole is that of its first part. */
    public boolean isTextOf(Place other) {
        return segment.equals(other.segment)
                && occurrence == other.occurrence
                && field == other.field
                && isSame(repetition, other.repetition)
                && isSame(component, other.component)
                && isSame(subcomponent, other.subcomponent);
    }

    private static boolean isSame(int part, int other) {
        return Math.max(1, part) == Math.max(1, other);
    }

    /** ERR-2: {@code PID^1^8}, as fine as the place is and no finer. */
    public String err2(char separator) {
        StringBuilder text = new StringBuilder(segment);
        for (int part : new int[] {occurrence, field, repetition, component, subcomponent}) {
            if (part == 0) {
                break;
            }
            text.append(separator).append(part);
        }
        return text.toString();
    }

    /** {@code PID-8}, {@code IN1[2]-3.4}, {@code PID-3[2].4}: a first occurrence or repetition goes unsaid. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(segment);
        if (occurrence > 1) {
            text.append('[').append(occurrence).append(']');
        }
        if (field > 0) {
            text.append('-').append(field);
        }
        if (repetition > 1) {
            text.append('[').append(repetition).append(']');
        }
        if (component > 0) {
            text.append('.').append(component);
        }
        if (subcomponent > 0) {
            text.append('.').append(subcomponent);
        }
        return text.toString();
    }
}
