package org.practicehub.routes.journal;

import java.util.Locale;

/** What became of a message. */
public enum MessageState {
    /** Safe in the journal, its effect still to come. */
    RECEIVED,
    /** Its effect is in the record. */
    APPLIED,
    /** The record was already as the message says. */
    UNCHANGED,
    /** A later event has been applied to everything it speaks of; it changed nothing (G18). */
    STALE,
    /** It cannot be applied as it is; a person decides. */
    HELD,
    /** It was not taken; the sender was told why. */
    REFUSED,
    /** Taken and kept, and by the feed's file nothing is done with it. */
    IGNORED,
    /** A person decided that it shall have no effect. */
    SKIPPED,
    /** A person corrected it; the corrected message took its place. */
    REPLACED,
    /** It is to leave, and has not been acknowledged. */
    WAITING,
    /** It left, and its receiver acknowledged it. */
    DELIVERED,
    /** Its receiver refused it; a person decides. */
    FAILED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static MessageState ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
