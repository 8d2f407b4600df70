package org.practicehub.mappings.terms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A comma-separated table: {@code #} lines are comments, the first other line names the columns, quotes protect commas and
 * double themselves. A value does not run over a line's end.
 */
public final class Csv {

    /** One line of the table by column name, with the number it has in the file. */
    public record Row(int line, Map<String, String> values) {

        /** The value of a column; empty where the line or the table has none. */
        public String get(String column) {
            return values.getOrDefault(column, "");
        }
    }

    /** The table: its column names in order, and its lines. */
    public record Table(List<String> columns, List<Row> rows) {}

    private Csv() {}

    /** A table that ships with the program. */
    public static Table resource(String name) {
        try (InputStream in = Csv.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The table " + name + " is not in the jar");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Table parse(String text) {
        List<String> columns = List.of();
        List<Row> rows = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (columns.isEmpty()) {
                columns = cells(line);
            } else {
                rows.add(new Row(number, named(columns, cells(line))));
            }
        }
        return new Table(columns, List.copyOf(rows));
    }

    /** Values as a line of a table; each must be on one line. */
    public static String line(String... values) {
        return Stream.of(values).map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
    }

    private static String cell(String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("A value of a table does not run over a line's end");
        }
        return value.matches("[^\",#]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private static Map<String, String> named(List<String> columns, List<String> cells) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            values.put(columns.get(i), cells.get(i));
        }
        return Map.copyOf(values);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return List.copyOf(cells);
    }
}
