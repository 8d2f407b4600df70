package org.practicehub.routes.journal;

import java.util.Optional;

/**
 * Whoever keeps an account of messages beside the journal. It is told in the transaction that settles a message: when it fails,
 * the message is not settled.
 */
public interface Witness {
    /** Where nobody keeps one, as at the edge of a clinic's network. */
    Witness NOBODY = new Witness() {
        @Override
        public void settled(long message, String feed, MessageState state, Optional<String> patient) {
            // Nobody asks.
        }

        @Override
        public void cameAgain(long message, String feed) {
            // Nobody asks.
        }
    };

    /**
     * A message has been settled, or set aside for a person.
     *
     * @param patient whom it is about, as {@code Patient/1}, where that is known
     */
    void settled(long message, String feed, MessageState state, Optional<String> patient);

    /** A message that is in the journal came again, was answered alike and had no effect (G15). */
    void cameAgain(long message, String feed);
}
