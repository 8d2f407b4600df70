package org.practicehub.routes.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Problem;

/**
 * A message on its way into the journal.
 *
 * @param message empty when the bytes are no HL7 message
 * @param keys what it is about, as far as order matters
 * @param identifiers what it may be found by
 * @param state {@code received} when its effect is still to come, otherwise what became of it already
 */
public record Incoming(
        String feed,
        Instant receivedAt,
        byte[] bytes,
        Optional<Message> message,
        Collection<String> keys,
        Collection<String> identifiers,
        MessageState state,
        Optional<String> acknowledgement,
        List<Problem> problems,
        Optional<Long> replaces) {}
