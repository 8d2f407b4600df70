package org.practicehub.mappings.hl7v2;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.practicehub.mappings.terms.Csv;

/** What segments and fields are called in HL7 2.8.1, for people who read messages on a screen. */
public final class Dictionary {

    private static final Map<String, String> SEGMENTS = names("segments", "segment");
    private static final Map<String, String> FIELDS = names("fields", "field");

    private Dictionary() {}

    /** {@code PID}: Patient Identification. Empty for what the standard does not know, Z-segments among it. */
    public static Optional<String> segmentName(String segment) {
        return Optional.ofNullable(SEGMENTS.get(segment));
    }

    /** The segments that the standard knows. */
    public static Set<String> segments() {
        return SEGMENTS.keySet();
    }

    /** {@code PID-5}: Patient Name. */
    public static Optional<String> fieldName(String path) {
        return Optional.ofNullable(FIELDS.get(path));
    }

    /** {@code PID}, {@code 5}: Patient Name. */
    public static Optional<String> fieldName(String segment, int field) {
        return fieldName(segment + "-" + field);
    }

    private static Map<String, String> names(String table, String column) {
        return Csv.resource("/org/practicehub/mappings/dictionary/" + table + ".csv").rows().stream()
                .collect(Collectors.toUnmodifiableMap(row -> row.get(column), row -> row.get("name")));
    }
}
