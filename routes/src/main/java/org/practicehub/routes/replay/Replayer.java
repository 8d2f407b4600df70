package org.practicehub.routes.replay;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.inbound.Dispatcher;
import org.practicehub.routes.inbound.Intake;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.Rework;
import org.practicehub.routes.replay.Progress.Running;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries replays on: it puts messages back in the order in which they came, and the ordinary workers work them off, so that
 * order holds for each patient (G17). Few are put back at a time, because a message that comes meanwhile goes after them.
 */
public final class Replayer implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);
    private static final int AT_A_TIME = 32;
    private static final long PAUSE_MILLIS = 200;
    /** How soon one that was asked for begins. */
    private static final long REST_MILLIS = 2_000;

    private final Progress progress;
    private final Rework rework;
    private final Feeds feeds;
    private final Journal journal;
    private final Intake intake;
    private final Dispatcher dispatcher;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    Replayer(
            Progress progress,
            Rework rework,
            Feeds feeds,
            Journal journal,
            Intake intake,
            Dispatcher dispatcher,
            TransactionTemplate transaction,
            Clock clock) {
        this.progress = progress;
        this.rework = rework;
        this.feeds = feeds;
        this.journal = journal;
        this.intake = intake;
        this.dispatcher = dispatcher;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "replayer");
            thread.setDaemon(true);
            return thread;
        });
        goOnIn(REST_MILLIS);
    }

    private void goOnIn(long millis) {
        clockwork.schedule(
                () -> {
                    boolean more = goOn();
                    if (running) {
                        goOnIn(more ? PAUSE_MILLIS : REST_MILLIS);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Whether there is one that goes on. */
    private boolean goOn() {
        try {
            List<Running> replays = progress.running(clock.instant());
            replays.forEach(this::goOn);
            return !replays.isEmpty();
        } catch (RuntimeException e) {
            LOG.warn("Replays do not go on: {}", Failures.describe(e));
            return false;
        }
    }

    private void goOn(Running replay) {
        transaction.executeWithoutResult(status -> {
            if (progress.isMine(replay.id())) {
                step(replay);
            }
        });
        dispatcher.wake();
    }

    private void step(Running replay) {
        progress.collect(replay.id());
        int underWay = progress.underWay(replay.id());
        List<Long> next =
                replay.cancelled() ? List.of() : progress.next(replay.id(), Math.max(0, AT_A_TIME - underWay));
        Optional<Feed> feed = feeds.named(replay.feed());
        for (long message : next) {
            boolean back = feed.filter(of -> rework.again(message, intake.keys(of, journal.bytes(message))))
                    .isPresent();
            if (back) {
                progress.back(replay.id(), message);
            } else {
                progress.passed(replay.id(), message);
            }
        }
        if (next.isEmpty() && underWay == 0) {
            progress.end(replay.id(), clock.instant());
            LOG.info("Feed {}: replay {} has ended.", replay.feed(), replay.id());
        }
    }

    @Override
    public void stop() {
        running = false;
        clockwork.shutdown();
        try {
            if (!clockwork.awaitTermination(2, TimeUnit.SECONDS)) {
                clockwork.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
