package org.practicehub.mappings.hl7v2;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One segment. It is split into fields when first asked for one. */
public final class Segment {

    private final Message message;
    private final String name;
    private final int occurrence;
    private final String text;
    private @Nullable List<String> parts;

    Segment(Message message, String name, int occurrence, String text) {
        this.message = message;
        this.name = name;
        this.occurrence = occurrence;
        this.text = text;
    }

    /** {@code PID}. */
    public String name() {
        return name;
    }

    /** Which of the message's segments of this name it is, counted from one. */
    public int occurrence() {
        return occurrence;
    }

    /** The n-th field as the standard numbers it: MSH-1 is the field separator itself. Absent beyond the last one. */
    public Field field(int n) {
        message.tell(this, n);
        List<String> values = parts();
        boolean header = Message.isHeader(name);
        if (header && n == 1) {
            return Field.of(
                    this, Level.LITERAL, String.valueOf(message.delimiters().field()), n);
        }
        int index = header ? n - 1 : n;
        String raw = index > 0 && index < values.size() ? values.get(index) : "";
        return Field.of(this, header && n == 2 ? Level.LITERAL : Level.FIELD, raw, n);
    }

    /** How many fields were sent, empty ones included. */
    public int size() {
        return parts().size() - (Message.isHeader(name) ? 0 : 1);
    }

    /** The segment as it was sent, without its end. */
    public String text() {
        return text;
    }

    Message message() {
        return message;
    }

    private List<String> parts() {
        List<String> known = parts;
        if (known == null) {
            known = split(text, message.delimiters().field());
            parts = known;
        }
        return known;
    }

    private static List<String> split(String text, char delimiter) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter, start)) {
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }

    @Override
    public String toString() {
        return name + "[" + occurrence + "]";
    }
}
