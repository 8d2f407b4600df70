package org.practicehub.mappings.hl7v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.practicehub.mappings.problem.Place;

/**
 * A value at any depth of a segment: a field, one of its repetitions, a component, a subcomponent. Parts are numbered from
 * one, as the standard does; a part that is not there is an absent value, never null.
 *
 * <p>A data type nested in another is written one delimiter lower, so {@link #component} always steps one level down:
 * {@code pv1.field(3).component(4).component(2)} is PV1-3.4.2.
 */
public final class Field {

    private final Segment segment;
    private final Level level;
    private final String raw;
    private final int number;
    private final int repetition;
    private final int component;
    private final int subcomponent;

    private Field(
            Segment segment, Level level, String raw, int number, int repetition, int component, int subcomponent) {
        this.segment = segment;
        this.level = level;
        this.raw = raw;
        this.number = number;
        this.repetition = repetition;
        this.component = component;
        this.subcomponent = subcomponent;
    }

    static Field of(Segment segment, Level level, String raw, int number) {
        return new Field(segment, level, raw, number, 0, 0, 0);
    }

    /** Where this value stands, for a {@link org.practicehub.mappings.problem.Problem}. */
    public Place place() {
        return new Place(segment.name(), segment.occurrence(), number, repetition, component, subcomponent);
    }

    /** The number of the field that this is, or is a part of. */
    public int number() {
        return number;
    }

    /** The segment this value stands in. */
    public Segment segment() {
        return segment;
    }

    /** The n-th repetition, present or not. */
    public Field repetition(int n) {
        if (level == Level.FIELD) {
            return repetition(n, nth(delimiters().repetition(), n));
        }
        return n == 1 ? this : repetition(n, "");
    }

    /** The repetitions that are present: not empty, not {@code ""}. */
    public Stream<Field> repetitions() {
        if (level != Level.FIELD || raw.indexOf(delimiters().repetition()) < 0) {
            return isPresent() ? Stream.of(repetition(1)) : Stream.empty();
        }
        List<Field> present = new ArrayList<>();
        int n = 0;
        for (int start = 0; start <= raw.length(); ) {
            int end = endOfPart(delimiters().repetition(), start);
            Field part = repetition(++n, raw.substring(start, end));
            if (part.isPresent()) {
                present.add(part);
            }
            start = end + 1;
        }
        return present.stream();
    }

    private Field repetition(int n, String text) {
        return new Field(segment, Level.REPETITION, text, number, n, 0, 0);
    }

    /** The n-th part one level down; of a field, the part of its first repetition. */
    public Field component(int n) {
        return switch (level) {
            case FIELD -> repetition(1).component(n);
            case REPETITION -> {
                String text = nth(delimiters().component(), n);
                yield new Field(segment, Level.COMPONENT, text, number, repetition, n, 0);
            }
            case COMPONENT -> subcomponent(n, nth(delimiters().subcomponent(), n));
            case SUBCOMPONENT, LITERAL -> n == 1 ? this : subcomponent(n, "");
        };
    }

    private Field subcomponent(int n, String text) {
        return new Field(segment, Level.SUBCOMPONENT, text, number, repetition, component, n);
    }

    /** The n-th subcomponent; of a field or repetition, the subcomponent of its first component. */
    public Field subcomponent(int n) {
        return switch (level) {
            case FIELD, REPETITION -> component(1).component(n);
            case COMPONENT, SUBCOMPONENT, LITERAL -> component(n);
        };
    }

    /** The sender said nothing: what we hold stays as it is (G6). */
    public boolean isAbsent() {
        return Presence.of(this) == Presence.ABSENT;
    }

    /** The sender wrote {@code ""}: what we hold is to be deleted (G6). */
    public boolean isCleared() {
        return Presence.of(this) == Presence.CLEARED;
    }

    /** The sender gave a value. */
    public boolean isPresent() {
        return Presence.of(this) == Presence.PRESENT;
    }

    /**
     * The text, escapes decoded; of a composite value, the text of its first part, as the standard's rule for growing data
     * types says. Empty when absent or cleared, and when it is nothing but breaks and blanks.
     */
    public String text() {
        segment.message().tell(this);
        String leaf = level == Level.LITERAL ? raw : firstLeaf();
        if (leaf.isEmpty() || Presence.isNull(leaf)) {
            return "";
        }
        String text = Escapes.decode(leaf, delimiters(), charset(), false);
        return text.isBlank() ? "" : text;
    }

    /** The text, if there is any. */
    public Optional<String> value() {
        String text = text();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Hands on the text, if there is any. */
    public void ifPresent(Consumer<String> use) {
        String text = text();
        if (!text.isEmpty()) {
            use.accept(text);
        }
    }

    /** The whole value as running text (FT, TX): repetitions on lines of their own, formatting commands carried out (G4). */
    public String runningText() {
        if (!isPresent()) {
            return "";
        }
        segment.message().tell(this);
        if (level == Level.FIELD) {
            return repetitions()
                    .map(Field::runningText)
                    .reduce((a, b) -> a + "\n" + b)
                    .orElse("");
        }
        return Escapes.decode(raw, delimiters(), charset(), true);
    }

    /** The value as it was sent: delimiters and escapes as they stand. */
    public String raw() {
        return raw;
    }

    /** The values that the value is made of and that hold a text, each as deep as the sender divided it. */
    public Stream<Field> leaves() {
        return switch (level) {
            case FIELD ->
                parts(delimiters().repetition()).mapToObj(this::repetition).flatMap(Field::leaves);
            case REPETITION -> divided(delimiters().component(), this::component);
            case COMPONENT -> divided(delimiters().subcomponent(), this::component);
            case SUBCOMPONENT, LITERAL -> raw.isBlank() ? Stream.empty() : Stream.of(this);
        };
    }

    private Stream<Field> divided(char delimiter, IntFunction<Field> part) {
        if (raw.indexOf(delimiter) < 0) {
            boolean deeper = raw.indexOf(delimiters().subcomponent()) >= 0;
            return deeper ? part.apply(1).leaves() : raw.isBlank() ? Stream.empty() : Stream.of(this);
        }
        return parts(delimiter).mapToObj(part).flatMap(Field::leaves);
    }

    private IntStream parts(char delimiter) {
        return IntStream.rangeClosed(
                1, 1 + (int) raw.chars().filter(c -> c == delimiter).count());
    }

    Level level() {
        return level;
    }

    Delimiters delimiters() {
        return segment.message().delimiters();
    }

    private java.nio.charset.Charset charset() {
        return segment.message().charset();
    }

    private String nth(char delimiter, int n) {
        int start = 0;
        for (int i = 1; i < n; i++) {
            int end = endOfPart(delimiter, start);
            if (end == raw.length()) {
                return "";
            }
            start = end + 1;
        }
        return raw.substring(start, endOfPart(delimiter, start));
    }

    private int endOfPart(char delimiter, int start) {
        int end = raw.indexOf(delimiter, start);
        return end < 0 ? raw.length() : end;
    }

    private String firstLeaf() {
        Delimiters by = delimiters();
        int end = 0;
        while (end < raw.length() && !level.splitsAt(raw.charAt(end), by)) {
            end++;
        }
        return raw.substring(0, end).strip();
    }

    @Override
    public String toString() {
        return place().toString();
    }
}
