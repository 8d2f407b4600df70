package org.practicehub.sample.message;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The encoded content of one field. Texts are escaped when they enter (HL7 v2.5.1 section 2.7), never later. */
record Field(String encoded) {

    static final Field EMPTY = new Field("");

    static Field text(String text) {
        return new Field(escape(text));
    }

    /** Components, of which the last empty ones are left out. */
    static Field of(String... components) {
        return join("^", Stream.of(components).map(Field::text));
    }

    /** Components some of which have parts of their own, made by {@link #parts}. */
    static Field of(Field... components) {
        return join("^", Stream.of(components));
    }

    static Field parts(String... subcomponents) {
        return join("&", Stream.of(subcomponents).map(Field::text));
    }

    static Field repeat(List<Field> repetitions) {
        return new Field(repetitions.stream()
                .map(Field::encoded)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("~")));
    }

    private static Field join(String delimiter, Stream<Field> pieces) {
        String joined = pieces.map(Field::encoded).collect(Collectors.joining(delimiter));
        int end = joined.length();
        while (end > 0 && joined.charAt(end - 1) == delimiter.charAt(0)) {
            end--;
        }
        return new Field(joined.substring(0, end));
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\E\\");
                case '|' -> escaped.append("\\F\\");
                case '^' -> escaped.append("\\S\\");
                case '&' -> escaped.append("\\T\\");
                case '~' -> escaped.append("\\R\\");
                case '\r', '\n' -> escaped.append("\\.br\\");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
