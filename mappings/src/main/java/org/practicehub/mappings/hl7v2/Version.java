package org.practicehub.mappings.hl7v2;

import java.util.List;

/** A version of HL7 as MSH-12 names it, and what differs between versions in an acknowledgement. */
record Version(String name) {

    private static final List<String> KNOWN = List.of(
            "2.0", "2.0D", "2.1", "2.2", "2.3", "2.3.1", "2.3.2", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8",
            "2.8.1", "2.8.2", "2.9", "2.9.1");
    private static final String HIGHEST = "2.9.1";

    boolean isKnown() {
        return KNOWN.contains(name);
    }

    /** MSH-12 of the answer: the sender's version, or our highest where we do not know theirs. */
    String answered() {
        return isKnown() ? name : HIGHEST;
    }

    boolean isBefore(String other) {
        return isKnown() && KNOWN.indexOf(name) < KNOWN.indexOf(other);
    }
}
