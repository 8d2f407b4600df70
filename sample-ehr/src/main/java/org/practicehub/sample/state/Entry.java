package org.practicehub.sample.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.practicehub.sample.table.BadTable;
import org.practicehub.sample.table.Row;

/** One line of the ledger: a kind, and named texts separated by tabs. */
record Entry(String kind, Map<String, String> values) {

    static Entry parse(String line) {
        String[] parts = line.split("\t", -1);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 0) {
                throw new BadTable("the ledger holds a text without a name");
            }
            values.put(parts[i].substring(0, equals), unescape(parts[i].substring(equals + 1)));
        }
        return new Entry(parts[0], values);
    }

    String line() {
        StringBuilder line = new StringBuilder(kind);
        values.forEach((name, value) -> {
            if (!value.isEmpty()) {
                line.append('\t').append(name).append('=').append(escape(value));
            }
        });
        return line.toString();
    }

    Row row() {
        return new Row("the ledger, " + kind, values);
    }

    String text(String name) {
        return Objects.requireNonNullElse(values.get(name), "");
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            plain.append(
                    switch (escaped) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> escaped;
                    });
        }
        return plain.toString();
    }
}
