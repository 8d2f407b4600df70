package org.practicehub.mappings.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.practicehub.mappings.feed.LocalTable.Effect;
import org.practicehub.mappings.hl7v2.Dictionary;
import org.practicehub.mappings.terms.Csv;

/** One entry under {@code tables} being read, with the CSV it names. */
final class FeedTables {

    private static final Pattern Z_FIELD = Pattern.compile("Z[A-Z0-9]{2}-[1-9][0-9]*");

    private FeedTables() {}

    static LocalTable read(String field, Yaml at) {
        ConfigFile file = at.file();
        if (!isField(field)) {
            at.error("'" + field + "' is no field of HL7 2.8.1; expected a path like PV1-18");
        }
        Optional<String> text = file.beside(at.text());
        if (text.isEmpty()) {
            at.error("there is no file '" + at.text() + "' in the feed's folder");
            return LocalTable.NONE;
        }
        return table(at.text(), Csv.parse(text.get()), at, file);
    }

    /** Whether a field of HL7 or of a Z-segment has this name. */
    static boolean isField(String field) {
        return Dictionary.fieldName(field).isPresent() || Z_FIELD.matcher(field).matches();
    }

    private static LocalTable table(String name, Csv.Table csv, Yaml at, ConfigFile file) {
        unknownColumns(csv, FeedKeys.TABLE_COLUMNS).forEach(wrong -> at.error(name + wrong));
        Map<String, LocalTable.Entry> entries = new HashMap<>();
        for (Csv.Row row : csv.rows()) {
            if (row.get("local").isEmpty() || row.get("code").isEmpty()) {
                file.error(name, row.line(), "a line needs 'local' and 'code'");
            } else if (entries.put(row.get("local"), entry(row, name, file)) != null) {
                file.error(name, row.line(), "'" + row.get("local") + "' stands here twice");
            }
        }
        return new LocalTable(entries);
    }

    /** What is said of each column that is none of the known. */
    static List<String> unknownColumns(Csv.Table csv, List<String> known) {
        return csv.columns().stream()
                .filter(column -> !known.contains(column))
                .map(column -> " has an unknown column '" + column + "'" + Nearest.hint(column, known))
                .toList();
    }

    static LocalTable.Entry entry(Csv.Row row, String name, ConfigFile file) {
        return new LocalTable.Entry(row.get("code"), row.get("display"), row.get("system"), effect(row, name, file));
    }

    private static Effect effect(Csv.Row row, String name, ConfigFile file) {
        String written = row.get("effect").toLowerCase(Locale.ROOT);
        if (written.isEmpty()) {
            return Effect.NONE;
        }
        if (!written.equals(FeedKeys.written(Effect.PATIENT_CONFIRMED))) {
            file.error(name, row.line(), "unknown effect '" + row.get("effect") + "'; expected patient-confirmed");
            return Effect.NONE;
        }
        return Effect.PATIENT_CONFIRMED;
    }
}
