package org.practicehub.server.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.practicehub.server.audit.AuditSettings.WhenUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds events to the chain, one thread for all: what gathers while one commit is under way goes into the next, so that many
 * requests at once share the cost of a commit.
 */
final class Appender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_KEPT = 100_000;
    private static final long LOOK_MILLIS = 1000;
    private static final long GATHER_MILLIS = 50;

    private final Chain chain;
    private final Duration patience;
    private final boolean answerAnyway;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_KEPT);
    private final Thread thread = new Thread(this::run, "audit-appender");
    private volatile boolean running = true;
    private boolean failing;

    Appender(Chain chain, AuditSettings settings) {
        this.chain = chain;
        this.patience = settings.patience();
        this.answerAnyway = settings.whenUnavailable() == WhenUnavailable.ANSWER;
        thread.setDaemon(true);
        thread.start();
    }

    /** An event on its way. One without a body only asks for the outbox to be emptied. */
    private record Waiting(List<String> body, CompletableFuture<Void> stored) {}

    /**
     * Stores the event; when this returns, it is on disk.
     *
     * @throws AuditUnavailable when it is not, and the hub is not set to go on without
     */
    void append(String body) {
        Waiting waiting = new Waiting(List.of(body), new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            throw new AuditUnavailable();
        }
        try {
            waiting.stored.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailable(e);
        } catch (ExecutionException | TimeoutException e) {
            if (!answerAnyway) {
                // Not answered, so not told later that it was. Taken already, it may still be told: too much, never too
                // little.
                queue.remove(waiting);
                throw new AuditUnavailable(e);
            }
        }
    }

    /** Something was put into the outbox and committed. */
    void wake() {
        queue.offer(new Waiting(List.of(), new CompletableFuture<>()));
    }

    private void run() {
        boolean more = true;
        while (running || !queue.isEmpty()) {
            List<Waiting> batch = new ArrayList<>();
            try {
                Waiting first = more ? queue.poll() : queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    gather(batch);
                }
                more = chain.append(
                        batch.stream().flatMap(one -> one.body.stream()).toList());
                batch.forEach(one -> one.stored.complete(null));
                recovered();
            } catch (SQLException | RuntimeException e) {
                more = false;
                failed(batch, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Somebody waits for an event; for what was put into the outbox nobody does, so more of it may come first. */
    private void gather(List<Waiting> batch) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
        Waiting last = batch.get(0);
        while (last != null && last.body.isEmpty() && batch.size() < MOST_AT_ONCE) {
            last = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (last != null) {
                batch.add(last);
            }
        }
        queue.drainTo(batch, MOST_AT_ONCE - batch.size());
    }

    private void failed(List<Waiting> batch, Exception why) {
        if (!failing) {
            failing = true;
            String state = why instanceof SQLException sql
                    ? String.valueOf(sql.getSQLState())
                    : why.getClass().getName();
            LOG.error(
                    "The audit trail cannot be written ({}). {}",
                    state,
                    answerAnyway
                            ? "Reads are answered; their events wait in memory."
                            : "Requests are refused until it can.");
        }
        for (Waiting one : batch) {
            one.stored.completeExceptionally(why);
            if (answerAnyway && !one.body.isEmpty() && !queue.offer(one)) {
                LOG.error("An event of the audit trail is lost: too many wait.");
            }
        }
        pause();
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("The audit trail is written again.");
        }
    }

    /** While it fails: not a busy loop, and short beside a request's patience. */
    private void pause() {
        if (!running) {
            queue.clear();
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(answerAnyway ? LOOK_MILLIS : LOOK_MILLIS / 10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        running = false;
        wake();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
