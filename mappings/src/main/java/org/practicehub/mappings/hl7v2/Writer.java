package org.practicehub.mappings.hl7v2;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds messages: values in, escaped text out. Fields are given in the standard's order; empty ones at the end are left
 * out.
 */
public final class Writer {

    private final Delimiters by;
    private final List<String> segments = new ArrayList<>();

    private Writer(Delimiters by) {
        this.by = by;
    }

    /** A writer with the usual delimiters. */
    public static Writer usual() {
        return new Writer(Delimiters.USUAL);
    }

    /** A writer with a message's own delimiters, so that what is copied from it needs no rewriting. */
    public static Writer like(Message message) {
        return new Writer(message.delimiters());
    }

    /** MSH; the fields begin with MSH-3. */
    public Writer header(List<String> fromMsh3) {
        return header("MSH", fromMsh3);
    }

    /** MSH, BHS or FHS; the fields begin with the third. */
    Writer header(String name, List<String> fromThird) {
        segments.add(name + by.field() + by.encodingCharacters() + by.field() + join(fromThird));
        return this;
    }

    /** Any other segment; the fields begin with the first and are already written with {@link #text}, {@link #parts}. */
    public Writer segment(String name, List<String> fields) {
        String joined = join(fields);
        segments.add(joined.isEmpty() ? name : name + by.field() + joined);
        return this;
    }

    /** A segment as its message has it, which must be the one that this writer is {@link #like}. */
    public Writer copy(Segment segment) {
        segments.add(segment.text());
        return this;
    }

    /** A text as it stands in a field; nothing is written as nothing. */
    public String text(@Nullable String value) {
        return value == null ? "" : Escapes.encode(value, by);
    }

    /** A value of several components, each of them text. */
    public String parts(@Nullable String... components) {
        List<String> escaped = new ArrayList<>();
        for (@Nullable String component : components) {
            escaped.add(text(component));
        }
        return trimmed(escaped, by.component());
    }

    /** A component of several subcomponents, each of them text. */
    public String subparts(@Nullable String... subcomponents) {
        List<String> escaped = new ArrayList<>();
        for (@Nullable String subcomponent : subcomponents) {
            escaped.add(text(subcomponent));
        }
        return trimmed(escaped, by.subcomponent());
    }

    /** Values already written, as the components of one. */
    public String components(List<String> written) {
        return trimmed(written, by.component());
    }

    /** Values already written, as the repetitions of one. */
    public String repetitions(List<String> written) {
        return written.stream().collect(Collectors.joining(String.valueOf(by.repetition())));
    }

    /** The message, every segment ended by CR. */
    public String message() {
        return segments.stream().collect(Collectors.joining("\r", "", "\r"));
    }

    char componentSeparator() {
        return by.component();
    }

    private String join(List<String> fields) {
        return trimmed(fields, by.field());
    }

    private static String trimmed(List<String> parts, char delimiter) {
        int last = parts.size();
        while (last > 0 && parts.get(last - 1).isEmpty()) {
            last--;
        }
        return String.join(String.valueOf(delimiter), parts.subList(0, last));
    }
}
