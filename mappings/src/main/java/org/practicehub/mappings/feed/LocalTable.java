package org.practicehub.mappings.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A field's local codes and the codes that the standard has for them, from a CSV beside the feed. */
public record LocalTable(Map<String, Entry> byLocal) {

    /** No local codes. */
    public static final LocalTable NONE = new LocalTable(Map.of());

    public LocalTable {
        byLocal = Map.copyOf(byLocal);
    }

    /** What the standard has for a code. */
    public Optional<Entry> find(String local) {
        return Optional.ofNullable(byLocal.get(local)).filter(entry -> !entry.code.isEmpty());
    }

    /** Whether it is known that the standard has nothing for a code, which stays as it is. */
    public boolean leavesAsItIs(String local) {
        Entry entry = byLocal.get(local);
        return entry != null && entry.code.isEmpty();
    }

    /** This table and what another says besides; where both know a code, this one is right. */
    LocalTable or(LocalTable other) {
        Map<String, Entry> both = new HashMap<>(other.byLocal);
        both.putAll(byLocal);
        return new LocalTable(both);
    }

    /**
     * @param code the standard's code, in the terms of the field's HL7 table unless a system says otherwise; empty when the
     *     standard has none and the code stays as it is
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
