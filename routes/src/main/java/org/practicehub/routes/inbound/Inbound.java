package org.practicehub.routes.inbound;

import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feed.AckOn;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.BatchReply;
import org.practicehub.mappings.hl7v2.Batches;
import org.practicehub.mappings.hl7v2.Batches.Batch;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.journal.ControlIds;
import org.practicehub.routes.measures.Measures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door through which messages come in, whether by MLLP, in a file or by HTTP: what happens while the sender waits. Each
 * message is written down, and then answered; of a batch all are written down before the first is answered (G28).
 */
public final class Inbound {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final Place CHARACTER_SET = new Place("MSH", 1, 18, 0, 0, 0);

    private final Supplier<List<Feed>> feedsNow;
    private final Intake intake;
    private final Completions completions;
    private final Clock clock;
    private final Measures measures;

    /**
     * For the senders of one address.
     *
     * @param feedsNow the feeds of the address as they are when a frame comes; at least one
     */
    public Inbound(
            Supplier<List<Feed>> feedsNow, Intake intake, Completions completions, Clock clock, Measures measures) {
        this.feedsNow = feedsNow;
        this.intake = intake;
        this.completions = completions;
        this.clock = clock;
        this.measures = measures;
    }

    /** One frame in; the answer out, or nothing where the sender wants none. Never fails: a failure is an answer too. */
    public byte @Nullable [] receive(byte[] frame) {
        return hear(frame, Optional.empty()).answer().orElse(null);
    }

    /**
     * One message or a batch of them in, from wherever. Never fails: a failure is an answer too.
     *
     * @param announced the character set that the transport says it is in: it must not say another than the message does (G2)
     */
    public Heard hear(byte[] bytes, Optional<Charset> announced) {
        List<Feed> feeds = feedsNow.get();
        return Batches.of(bytes)
                .map(batches -> batches(bytes, batches, feeds, announced))
                .orElseGet(() -> one(bytes, feeds, announced));
    }

    private Heard one(byte[] bytes, List<Feed> feeds, Optional<Charset> announced) {
        long began = System.nanoTime();
        Taken taken = take(bytes, feeds, announced, List.of());
        Optional<byte[]> answer = taken.answer(completions, completions.deadline(), clock.instant());
        measures.answered(taken.feed().id(), Duration.ofNanos(System.nanoTime() - began));
        return new Heard(
                answer,
                taken.stored(),
                taken instanceof Taken.NotHl7 none ? Optional.of(none.bad().problem()) : Optional.empty());
    }

    private Heard batches(byte[] bytes, Batches batches, List<Feed> feeds, Optional<Charset> announced) {
        batches.problems()
                .forEach(problem -> LOG.warn("Feed {}: {}", feeds.get(0).id(), problem.text()));
        List<List<Taken>> taken = new ArrayList<>();
        for (Batch batch : batches.all()) {
            boolean last = taken.size() == batches.all().size() - 1;
            List<Problem> around = Stream.concat(
                            batch.problem().stream(), last ? batches.problem().stream() : Stream.empty())
                    .toList();
            taken.add(take(batch, feeds, announced, around));
        }
        boolean stored = taken.stream().flatMap(List::stream).allMatch(Taken::stored);
        if (batches.size() == 0 && !batches.problems().isEmpty()) {
            stored = refuse(bytes, batches.problems(), feeds.get(0));
        }
        Instant deadline = completions.deadline();
        Instant now = clock.instant();
        List<List<byte[]>> answers = taken.stream()
                .map(batch -> batch.stream()
                        .flatMap(one -> one.answer(completions, deadline, now).stream())
                        .toList())
                .toList();
        boolean wanted = batches.size() == 0 || answers.stream().anyMatch(of -> !of.isEmpty());
        return new Heard(
                wanted
                        ? Optional.of(BatchReply.of(batches, answers, feeds.get(0), now, ControlIds::fresh))
                        : Optional.empty(),
                stored,
                Optional.empty());
    }

    /** What is wrong with what surrounds the messages is told with the last of them, and stays in the journal there. */
    private List<Taken> take(Batch batch, List<Feed> feeds, Optional<Charset> announced, List<Problem> around) {
        List<Taken> taken = new ArrayList<>();
        for (byte[] message : batch.messages()) {
            boolean last = taken.size() == batch.messages().size() - 1;
            taken.add(take(message, feeds, announced, last ? around : List.of()));
        }
        return taken;
    }

    private Taken take(byte[] bytes, List<Feed> feeds, Optional<Charset> announced, List<Problem> around) {
        Reading reading = Message.read(bytes, feeds.get(0).charset());
        return reading instanceof Reading.Read read
                ? message(bytes, read, feeds, announced, around)
                : notHl7(bytes, (Reading.NotHl7) reading, feeds.get(0));
    }

    private Taken notHl7(byte[] bytes, Reading.NotHl7 bad, Feed feed) {
        return new Taken.NotHl7(bad, feed, refuse(bytes, List.of(bad.problem()), feed));
    }

    private boolean refuse(byte[] bytes, List<Problem> problems, Feed feed) {
        try {
            intake.refuse(feed, bytes, Optional.empty(), problems, clock.instant());
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            failed(e);
            return false;
        }
    }

    private Taken message(
            byte[] bytes, Reading.Read read, List<Feed> feeds, Optional<Charset> announced, List<Problem> around) {
        Message message = read.message();
        Optional<Feed> claiming = claiming(message, feeds);
        Feed feed = claiming.orElse(feeds.get(0));
        List<Problem> problems = new ArrayList<>(read.warnings());
        problems.addAll(around);
        problems.addAll(Acceptance.check(message, feed));
        announced
                .filter(charset -> !same(bytes, charset, message.charset()))
                .ifPresent(charset -> problems.add(Problem.error(
                        Code.TEXT_ENCODING,
                        CHARACTER_SET,
                        "It was sent as " + charset.name() + ", and MSH-18, or where that is empty the feed's file,"
                                + " says otherwise.")));
        if (claiming.isEmpty()) {
            problems.add(Problem.error(
                    Code.TYPE_UNSUPPORTED,
                    Place.of("MSH", 3),
                    "No feed of this address takes messages of this sender."));
        }
        OptionalLong waitsFor = OptionalLong.empty();
        try {
            if (problems.stream().anyMatch(Problem::isError)) {
                intake.refuse(feed, bytes, Optional.of(message), problems, clock.instant());
            } else {
                long id = intake.accept(feed, bytes, message, problems, clock.instant());
                waitsFor = feed.ackOn() == AckOn.APPLIED ? OptionalLong.of(id) : waitsFor;
            }
            return new Taken.OfMessage(message, feed, problems, waitsFor, true);
        } catch (RuntimeException | StackOverflowError e) {
            failed(e);
            problems.add(Taken.NOT_STORED);
            return new Taken.OfMessage(message, feed, problems, waitsFor, false);
        }
    }

    private static boolean same(byte[] bytes, Charset one, Charset other) {
        return one.equals(other) || new String(bytes, one).equals(new String(bytes, other));
    }

    /** The first feed whose file says that the message is its own. */
    private static Optional<Feed> claiming(Message message, List<Feed> feeds) {
        return feeds.stream().filter(feed -> feed.match().accepts(message)).findFirst();
    }

    /** The cause may quote the message, so its text is not logged. */
    private static void failed(Throwable e) {
        LOG.error("A message could not be stored: {}", Failures.describe(e));
    }
}
