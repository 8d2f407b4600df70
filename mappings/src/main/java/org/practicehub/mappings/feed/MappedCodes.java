package org.practicehub.mappings.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.practicehub.mappings.terms.Csv;

/**
 * The codes of a feed that people explained one by one, in {@code codes.csv} beside its file: a table of all fields, which goes
 * before the tables that the file names. The hub writes it; anybody may edit it.
 */
public final class MappedCodes {
    /** The name of the file. */
    public static final String FILE = "codes.csv";

    private static final String EMPTY =
            """
            # Local codes and what the standard has for them; an empty code: nothing, it stays as it is.
            field,local,code,display,system,effect
            """;

    private MappedCodes() {}

    /**
     * One code explained.
     *
     * @param field {@code PV1-18}
     * @param code of the field's HL7 table; empty: the standard has none, and it stays as it is
     */
    public record Mapped(String field, String local, String code, String display) {

        private boolean isOf(Csv.Row row) {
            return row.get("field").equals(field) && row.get("local").equals(local);
        }

        /** In the file's own order of columns. */
        private String line(List<String> columns) {
            Map<String, String> values = Map.of("field", field, "local", local, "code", code, "display", display);
            return Csv.line(columns.stream()
                    .map(column -> values.getOrDefault(column, ""))
                    .toArray(String[]::new));
        }
    }

    /** The text of the file with more codes in it; what it said of one of them is said anew. */
    public static String with(String text, List<Mapped> more) {
        String from = text.isBlank() ? EMPTY : text;
        Csv.Table csv = Csv.parse(from);
        Set<Integer> replaced = csv.rows().stream()
                .filter(row -> more.stream().anyMatch(one -> one.isOf(row)))
                .map(Csv.Row::line)
                .collect(Collectors.toSet());
        List<String> lines = from.lines().toList();
        StringBuilder all = new StringBuilder();
        for (int number = 1; number <= lines.size(); number++) {
            if (!replaced.contains(number)) {
                all.append(lines.get(number - 1)).append('\n');
            }
        }
        more.forEach(one -> all.append(one.line(csv.columns())));
        return all.toString();
    }

    /** By field. */
    static Map<String, LocalTable> beside(ConfigFile file) {
        Csv.Table csv = Csv.parse(file.beside(FILE).orElse(""));
        FeedTables.unknownColumns(csv, FeedKeys.MAPPED_CODES_COLUMNS)
                .forEach(wrong -> file.error(FILE, 1, FILE + wrong));
        Map<String, Map<String, LocalTable.Entry>> byField = new TreeMap<>();
        for (Csv.Row row : csv.rows()) {
            String field = row.get("field");
            if (!FeedTables.isField(field)) {
                file.error(FILE, row.line(), "'" + field + "' is no field of HL7 2.8.1; expected a path like PV1-18");
            } else if (row.get("local").isEmpty()) {
                file.error(FILE, row.line(), "a line needs 'field' and 'local'");
            } else if (byField.computeIfAbsent(field, none -> new HashMap<>())
                            .put(row.get("local"), FeedTables.entry(row, FILE, file))
                    != null) {
                file.error(FILE, row.line(), "'" + row.get("local") + "' of " + field + " stands here twice");
            }
        }
        Map<String, LocalTable> tables = new HashMap<>();
        byField.forEach((field, codes) -> tables.put(field, new LocalTable(codes)));
        return tables;
    }
}
