package org.practicehub.mappings.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** What follows the number in the name of a table that holds a part of an HL7 table's meaning; nothing: all of it. The way back is not of it. */
    static final List<String> PARTS =
            List.of("", "-category", "-criticality", "-severity", "-status", "-subscriber", "-task", "-type", "-use");

    private static final Map<String, CodeTable> LOADED = new ConcurrentHashMap<>();

    private final Map<String, Entry> byCode = new LinkedHashMap<>();

    private CodeTable(Csv.Table table) {
        for (Csv.Row row : table.rows()) {
            byCode.put(row.get("v2"), new Entry(row.get("code"), row.get("display"), row.get("system")));
        }
    }

    /** The table of this name among those that ship with the program: {@code 0001}. */
    public static CodeTable named(String name) {
        return LOADED.computeIfAbsent(name, table -> new CodeTable(Csv.resource(resource(table))));
    }

    /**
     * The codes of an HL7 table, {@code 0190}, and their words, whatever part of it each is for; empty words where FHIR has none.
     */
    public static SortedMap<String, String> known(String number) {
        SortedMap<String, String> known = new TreeMap<>();
        PARTS.stream()
                .map(part -> number + part)
                .filter(name -> CodeTable.class.getResource(resource(name)) != null)
                .forEach(name -> named(name)
                        .byCode
                        .forEach((v2, entry) ->
                                known.merge(v2, entry.display(), (one, other) -> one.isEmpty() ? other : one)));
        return known;
    }

    private static String resource(String name) {
        return "/org/practicehub/mappings/tables/" + name + ".csv";
    }

    /** The tables that have been asked for since the program started, by name. */
    public static SortedMap<String, CodeTable> used() {
        return new TreeMap<>(LOADED);
    }

    /** The codes of the standard that it knows. */
    public SortedSet<String> codes() {
        return new TreeSet<>(byCode.keySet());
    }

    public Optional<Entry> find(String v2) {
        return Optional.ofNullable(byCode.get(v2));
    }

    /** The first v2 code of the table that becomes this code: the way back. */
    public Optional<String> v2(String system, String code) {
        return byCode.entrySet().stream()
                .filter(row -> row.getValue().code().equals(code)
                        && row.getValue().system().equals(system))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
