package org.practicehub.mappings.terms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A list of codes of one HL7 table and what each becomes in FHIR: data, read from a CSV that names its source. Columns
 * {@code v2,code,display,system}.
 */
public final class CodeTable {

    /** What a v2 code becomes. */
    public record Entry(String code, String display, String system) {}

    private final Map<String, Entry> byCode = new LinkedHashMap<>();

    private CodeTable(Csv.Table table) {
        for (Csv.Row row : table.rows()) {
            byCode.put(row.get("v2"), new Entry(row.get("code"), row.get("display"), row.get("system")));
        }
    }

    /** The table of this name among those that ship with the program. */
    public static CodeTable named(String name) {
        return new CodeTable(Csv.resource("/org/practicehub/mappings/tables/" + name + ".csv"));
    }

    public Optional<Entry> find(String v2) {
        return Optional.ofNullable(byCode.get(v2));
    }
}
