package org.practicehub.mappings.feed;

import java.util.Map;
import java.util.Optional;

/** A field's local codes and the codes that the standard has for them, from a CSV beside the feed. */
public record LocalTable(Map<String, Entry> byLocal) {

    /** No local codes. */
    public static final LocalTable NONE = new LocalTable(Map.of());

    public LocalTable {
        byLocal = Map.copyOf(byLocal);
    }

    public Optional<Entry> find(String local) {
        return Optional.ofNullable(byLocal.get(local));
    }

    /**
     * @param code the standard's code, in the terms of the field's HL7 table unless a system says otherwise
     * @param display its text; empty when the table gives none
     * @param system the coding system of the code; empty when it is the field's HL7 table
     * @param effect something that the code says besides
     */
    public record Entry(String code, String display, String system, Effect effect) {}

    /** What a local code may say besides its standard meaning. */
    public enum Effect {
        NONE,
        /** The patient has said that they will come. R4 has no status for it (practice.md 3.4). */
        PATIENT_CONFIRMED
    }
}
