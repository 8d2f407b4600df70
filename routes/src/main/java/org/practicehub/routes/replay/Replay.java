package org.practicehub.routes.replay;

import java.time.Instant;
import java.util.Optional;

/**
 * Messages that are worked off again, and how far that is.
 *
 * @param cancelled a person stopped it: what had been put back was worked off, the rest was left as it was
 * @param total how many were chosen
 * @param unchanged how many changed nothing (G16), or were about something that has changed since (G18)
 * @param changed how many changed the record
 * @param held how many wait for a person
 * @param passed how many could not be replayed any more when it was their turn
 * @param waiting how many have been put back and are not worked off: at the end, those behind a held one
 */
public record Replay(
        long id,
        String feed,
        Instant requestedAt,
        Optional<String> requestedBy,
        boolean cancelled,
        Optional<Instant> endedAt,
        long total,
        long unchanged,
        long changed,
        long held,
        long passed,
        long waiting) {}
