package org.practicehub.routes.inbound;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.OrderKeys;
import org.practicehub.mappings.record.SearchKeys;
import org.practicehub.routes.journal.Incoming;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.MessageState;
import org.practicehub.routes.journal.Receipt;
import org.practicehub.routes.measures.Measures;
import org.practicehub.routes.outbound.Answers;
import org.practicehub.routes.outbound.Heard;

/** Puts messages into the journal and wakes whoever works them off. */
public class Intake implements Heard {
    /** What answers a message of the hub's with more than that it was taken. */
    private static final Set<String> ANSWERS = Set.of("RRI", "SRR");

    private final Journal journal;
    private final Dispatcher dispatcher;
    private final Answers answers;
    private final Measures measures;

    private final Clock clock;

    public Intake(Journal journal, Dispatcher dispatcher, Answers answers, Measures measures, Clock clock) {
        this.journal = journal;
        this.dispatcher = dispatcher;
        this.answers = answers;
        this.measures = measures;
        this.clock = clock;
    }

    /** Writes down a message that is taken; the same message again is only counted (G15). Returns its number. */
    long accept(Feed feed, byte[] bytes, Message message, List<Problem> problems, Instant at) {
        MessageState state = Event.of(message).isPresent() ? MessageState.RECEIVED : MessageState.IGNORED;
        Receipt receipt = journal.receive(incoming(feed, bytes, message, problems, at, state, Optional.empty()));
        if (receipt instanceof Receipt.Stored) {
            received(feed, state);
        } else {
            measures.cameAgain(feed.id());
        }
        if (state == MessageState.RECEIVED && receipt instanceof Receipt.Stored) {
            dispatcher.wake();
        }
        // Of one that came before, too: it comes again when this was not reached the first time.
        answers.take(feed, message);
        return receipt.id();
    }

    /** An answer on the hub's own line is worked off like one that comes by itself; nobody waits for what is said to it. */
    @Override
    public Runnable heard(Feed feed, byte[] answer) {
        if (!(Message.read(answer, feed.charset()) instanceof Reading.Read read)
                || !ANSWERS.contains(read.message().type())) {
            return () -> {};
        }
        Message message = read.message();
        List<Problem> problems = Acceptance.check(message, feed);
        if (problems.stream().anyMatch(Problem::isError)) {
            journal.receive(refused(feed, answer, Optional.of(message), problems, clock.instant()));
            return () -> received(feed, MessageState.REFUSED);
        }
        Receipt receipt = journal.receive(
                incoming(feed, answer, message, problems, clock.instant(), MessageState.RECEIVED, Optional.empty()));
        return () -> {
            if (receipt instanceof Receipt.Stored) {
                received(feed, MessageState.RECEIVED);
                dispatcher.wake();
            } else {
                measures.cameAgain(feed.id());
            }
        };
    }

    /** Writes down a corrected message in the place of another. */
    public long correct(Feed feed, byte[] bytes, Message message, long replaces, Instant at) {
        Receipt receipt = journal.receive(
                incoming(feed, bytes, message, List.of(), at, MessageState.RECEIVED, Optional.of(replaces)));
        dispatcher.wake();
        return receipt.id();
    }

    /** What a message in the journal is about, as far as order matters: needed again when it is put back. */
    public Collection<String> keys(Feed feed, byte[] bytes) {
        return Message.read(bytes, feed.charset()) instanceof Reading.Read read
                ? OrderKeys.of(read.message(), feed)
                : List.of();
    }

    /** Writes down what is not taken, so that a person can see what the sender was refused. */
    void refuse(Feed feed, byte[] bytes, Optional<Message> message, List<Problem> problems, Instant at) {
        journal.receive(refused(feed, bytes, message, problems, at));
        received(feed, MessageState.REFUSED);
    }

    private static Incoming refused(
            Feed feed, byte[] bytes, Optional<Message> message, List<Problem> problems, Instant at) {
        return new Incoming(
                feed.id(),
                at,
                bytes,
                message,
                List.of(),
                message.map(of -> SearchKeys.of(of, feed)).orElse(java.util.Collections.emptySortedSet()),
                MessageState.REFUSED,
                problems.stream()
                        .map(problem -> problem.code().answer())
                        .max(Enum::compareTo)
                        .map(Enum::name),
                problems,
                Optional.empty());
    }

    private void received(Feed feed, MessageState state) {
        measures.received(feed.id());
        if (state != MessageState.RECEIVED) {
            measures.settled(feed.id(), state);
        }
    }

    private static Incoming incoming(
            Feed feed,
            byte[] bytes,
            Message message,
            List<Problem> problems,
            Instant at,
            MessageState state,
            Optional<Long> replaces) {
        return new Incoming(
                feed.id(),
                at,
                bytes,
                Optional.of(message),
                OrderKeys.of(message, feed),
                SearchKeys.of(message, feed),
                state,
                Optional.of("AA"),
                problems,
                replaces);
    }
}
