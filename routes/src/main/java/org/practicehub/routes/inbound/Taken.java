package org.practicehub.routes.inbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Acknowledgement;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.journal.ControlIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message that has been written down, or could not be, and has not been answered yet. */
sealed interface Taken {
    /** A failure while storing never turns into a positive answer (G24). */
    Problem NOT_STORED =
            Problem.error(Code.INTERNAL, Place.of("MSH"), "The message could not be stored. Please send it again.");

    /** By which it came. */
    Feed feed();

    /** Whether it is safe in the journal. */
    boolean stored();

    /** The answer, made when everything that it tells is known. */
    Optional<byte[]> answer(Completions completions, Instant deadline, Instant now);

    /**
     * A message.
     *
     * @param waitsFor its number, where the sender wants to know its effect
     */
    record OfMessage(Message message, Feed feed, List<Problem> problems, OptionalLong waitsFor, boolean stored)
            implements Taken {
        private static final Logger LOG = LoggerFactory.getLogger(OfMessage.class);

        @Override
        public Optional<byte[]> answer(Completions completions, Instant deadline, Instant now) {
            List<Problem> all = new ArrayList<>(problems);
            try {
                waitsFor.ifPresent(id -> all.addAll(completions.await(id, deadline)));
            } catch (RuntimeException e) {
                LOG.error("The effect of a message could not be seen: {}", Failures.describe(e));
                all.add(NOT_STORED);
            }
            return Acknowledgement.of(message, feed, all, now, ControlIds.fresh());
        }
    }

    /** What is no message. */
    record NotHl7(Reading.NotHl7 bad, Feed feed, boolean stored) implements Taken {
        @Override
        public Optional<byte[]> answer(Completions completions, Instant deadline, Instant now) {
            return Acknowledgement.ofNotHl7(bad, feed, now, ControlIds.fresh());
        }
    }
}
