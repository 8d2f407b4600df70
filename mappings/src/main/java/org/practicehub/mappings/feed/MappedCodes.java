package org.practicehub.mappings.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
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
    public record Mapped(String field, String local, String code, String display) {}

    /** The text of the file with more codes in it. */
    public static String with(String text, Iterable<Mapped> more) {
        StringBuilder all = new StringBuilder(text.isBlank() ? EMPTY : text);
        if (all.charAt(all.length() - 1) != '\n') {
            all.append('\n');
        }
        for (Mapped mapped : more) {
            all.append(Csv.line(mapped.field(), mapped.local(), mapped.code(), mapped.display(), "", ""));
        }
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
