package org.practicehub.mappings.terms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The codes of one HL7 table and what each becomes in FHIR: data, read from a CSV that names its source. Columns
 * {@code v2,code,display,system}; a line without a code is one that the standard knows and FHIR has no word for.
 */
public final class CodeTable {

    /** What a v2 code becomes; all empty where FHIR has no word for it. */
    public record Entry(String code, String display, String system) {

        public boolean isEmpty() {
            return code.isEmpty();
        }
    }

    private static final Map<String, CodeTable> LOADED = new ConcurrentHashMap<>();

    private final Map<String, Entry> byCode = new HashMap<>();

    private CodeTable(Csv.Table table) {
        for (Csv.Row row : table.rows()) {
            byCode.put(row.get("v2"), new Entry(row.get("code"), row.get("display"), row.get("system")));
        }
    }

    /** The table of this name among those that ship with the program: {@code 0001}. */
    public static CodeTable named(String name) {
        return LOADED.computeIfAbsent(
                name, table -> new CodeTable(Csv.resource("/org/practicehub/mappings/tables/" + table + ".csv")));
    }

    public Optional<Entry> find(String v2) {
        return Optional.ofNullable(byCode.get(v2));
    }
}
