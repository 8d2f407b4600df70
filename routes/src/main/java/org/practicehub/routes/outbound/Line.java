package org.practicehub.routes.outbound;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.journal.MessageState;
import org.practicehub.routes.measures.Measures;
import org.practicehub.routes.outbound.Departures.Due;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.tasks.MessageTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line to one system: its messages in their order, one in flight, the same bytes until they are acknowledged (G27). A
 * system that cannot be reached is tried again for as long as it takes; one that refuses a message gets the next.
 */
final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private final Feed feed;
    private final Sending sending;
    private final SocketFactory sockets;
    private final Departures departures;
    private final Heard heard;
    private final FhirStore store;
    private final Clock clock;
    private final Measures measures;
    /** Closed by whoever stops the hub, too. */
    private volatile @Nullable MllpConnection connection;

    private int unreached;

    Line(
            Feed feed,
            SocketFactory sockets,
            Departures departures,
            Heard heard,
            FhirStore store,
            Clock clock,
            Measures measures) {
        this.feed = feed;
        this.sending = feed.sending().orElseThrow();
        this.sockets = sockets;
        this.departures = departures;
        this.heard = heard;
        this.store = store;
        this.clock = clock;
        this.measures = measures;
    }

    Feed feed() {
        return feed;
    }

    /** Sends the next message, if one is due. Returns whether there was. */
    boolean sendNext() {
        Optional<Tried> tried = store.unit(unit -> {
            if (!departures.isMine(feed.id())) {
                return Optional.empty();
            }
            Optional<Due> due = departures.next(feed.id()).filter(message -> message.nextTry()
                    .filter(clock.instant()::isBefore)
                    .isEmpty());
            return due.map(message -> send(message, unit));
        });
        tried.map(Tried::state)
                .filter(state -> state != MessageState.WAITING)
                .ifPresent(state -> measures.settled(feed.id(), state));
        tried.ifPresent(one -> one.afterwards().run());
        return tried.isPresent();
    }

    private record Framed(Answer answer, byte[] frame) {}

    /** What has become of a message, and what remains to be done once that is committed. */
    private record Tried(MessageState state, Runnable afterwards) {}

    private Tried send(Due due, FhirStore.Unit unit) {
        try {
            Framed framed = open().ask(due.bytes(), frame -> Answer.to(due.controlId(), frame, feed.charset())
                    .map(answer -> new Framed(answer, frame)));
            if (unreached > 0) {
                LOG.info("Feed {}: its system answers again.", feed.id());
            }
            unreached = 0;
            MessageState state = answered(due, framed.answer(), unit);
            return new Tried(state, state == MessageState.WAITING ? () -> {} : heard.heard(feed, framed.frame()));
        } catch (IOException e) {
            unreached(due, e);
            return new Tried(MessageState.WAITING, () -> {});
        }
    }

    private MllpConnection open() throws IOException {
        MllpConnection open = connection;
        if (open == null) {
            open = new MllpConnection(URI.create(sending.to()), sockets, sending.timeout());
            connection = open;
        }
        return open;
    }

    private MessageState answered(Due due, Answer answer, FhirStore.Unit unit) {
        if (answer.isGood()) {
            departures.settle(due, feed.id(), MessageState.DELIVERED, answer.code(), List.of());
            MessageTasks.close(due.id(), unit);
            return MessageState.DELIVERED;
        }
        Problem why = answer.problem();
        if (answer.isFinal() || due.attempts() + 1 >= sending.tries()) {
            departures.settle(due, feed.id(), MessageState.FAILED, answer.code(), List.of(why));
            MessageTasks.refused(due.id(), why, unit);
            return MessageState.FAILED;
        }
        departures.later(due.id(), pause(due.attempts()), true, List.of(why));
        return MessageState.WAITING;
    }

    /** After a time-out an answer may still come, and would be taken for that to the next message: the connection ends. */
    private void unreached(Due due, IOException why) {
        close();
        if (unreached == 0) {
            LOG.warn(
                    "Feed {}: its system cannot be reached ({}).",
                    feed.id(),
                    why.getClass().getSimpleName());
        }
        departures.later(
                due.id(),
                pause(unreached),
                false,
                List.of(Problem.warning(
                        Code.NOT_REACHED, Place.of("MSH"), "The system cannot be reached; it is tried again.")));
        unreached++;
    }

    private Instant pause(int before) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
        return clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    @Override
    public void close() {
        MllpConnection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("a connection did not close");
            }
        }
    }
}
