package org.practicehub.routes.journal;

/** What the journal says to a message. */
public sealed interface Receipt {
    /** The message's number in the journal. */
    long id();

    /** It is new and safe. */
    record Stored(long id) implements Receipt {}

    /** The same bytes came before from the same sender under the same control id; it was counted, not stored (G15). */
    record Known(long id) implements Receipt {}
}
