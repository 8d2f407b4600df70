package org.practicehub.routes.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.practicehub.routes.journal.MessageState;

/**
 * Which messages of a feed are to be worked off again. Not those that a person skipped or corrected: that was decided.
 *
 * @param heldOnly only those that wait for a person
 * @param from the first moment at which they came, where that matters
 * @param until the first moment after it
 */
public record Selection(String feed, boolean heldOnly, Optional<Instant> from, Optional<Instant> until) {
    /** The states of what can be worked off again. */
    public static final Set<MessageState> EVERY_STATE =
            Set.of(MessageState.HELD, MessageState.APPLIED, MessageState.UNCHANGED, MessageState.STALE);

    Set<MessageState> states() {
        return heldOnly ? Set.of(MessageState.HELD) : EVERY_STATE;
    }
}
