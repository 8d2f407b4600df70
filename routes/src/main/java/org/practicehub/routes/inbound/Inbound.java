package org.practicehub.routes.inbound;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feed.AckOn;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Acknowledgement;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a frame while its sender waits: it is written down, and then answered. */
public final class Inbound {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final List<Feed> feeds;
    private final Intake intake;
    private final Completions completions;
    private final Clock clock;

    /** For the senders of one address, whose feeds these are. */
    public Inbound(List<Feed> feeds, Intake intake, Completions completions, Clock clock) {
        this.feeds = List.copyOf(feeds);
        this.intake = intake;
        this.completions = completions;
        this.clock = clock;
    }

    /** One frame in; the answer out, or nothing where the sender wants none. Never fails: a failure is an answer too. */
    public byte @Nullable [] receive(byte[] frame) {
        Instant now = clock.instant();
        Reading reading = Message.read(frame, feeds.get(0).charset());
        return reading instanceof Reading.Read read
                ? message(frame, read, now)
                : notHl7(frame, (Reading.NotHl7) reading, now);
    }

    private byte @Nullable [] notHl7(byte[] frame, Reading.NotHl7 bad, Instant now) {
        Feed feed = feeds.get(0);
        try {
            intake.refuse(feed, frame, Optional.empty(), List.of(bad.problem()), now);
        } catch (RuntimeException | StackOverflowError e) {
            failed(e);
        }
        return Acknowledgement.ofNotHl7(bad, feed, now, controlId()).orElse(null);
    }

    private byte @Nullable [] message(byte[] frame, Reading.Read read, Instant now) {
        Message message = read.message();
        Optional<Feed> claiming = claiming(message);
        Feed feed = claiming.orElse(feeds.get(0));
        List<Problem> problems = new ArrayList<>(read.warnings());
        problems.addAll(Acceptance.check(message, feed));
        if (claiming.isEmpty()) {
            problems.add(Problem.error(
                    Code.TYPE_UNSUPPORTED,
                    Place.of("MSH", 3),
                    "No feed of this address takes messages of this sender."));
        }
        try {
            if (problems.stream().anyMatch(Problem::isError)) {
                intake.refuse(feed, frame, Optional.of(message), problems, now);
            } else {
                long id = intake.accept(feed, frame, message, problems, now);
                if (feed.ackOn() == AckOn.APPLIED) {
                    problems.addAll(completions.await(id));
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            failed(e);
            problems.add(Problem.error(
                    Code.INTERNAL, Place.of("MSH"), "The message could not be stored. Please send it again."));
        }
        return Acknowledgement.of(message, feed, problems, now, controlId()).orElse(null);
    }

    /** The first feed whose file says that the message is its own. */
    private Optional<Feed> claiming(Message message) {
        return feeds.stream().filter(feed -> feed.match().accepts(message)).findFirst();
    }

    /** A failure while storing never turns into a positive answer (G24); the cause may quote the message, so it is not logged. */
    private static void failed(Throwable e) {
        LOG.error("A message could not be stored: {}", e.getClass().getName());
    }

    /** Ours, never an echo (G24); 20 characters is the longest MSH-10 up to version 2.5. */
    private static String controlId() {
        return "H" + UUID.randomUUID().toString().replace("-", "").substring(0, 19);
    }
}
