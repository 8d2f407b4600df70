package org.practicehub.routes.inbound;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.inbound.Applier.Outcome;
import org.practicehub.routes.measures.Measures;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.routes.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works one message off, whatever happens: a conflict is tried again, a record that is away is waited for, and a failure of
 * our own sets the message aside for a person instead of losing it or blocking the rest.
 */
public final class Worker implements LongConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int SHORTEST_PAUSE_MILLIS = 10;
    private static final Problem OUR_FAULT = Problem.error(
            Code.INTERNAL,
            Place.of("MSH"),
            "The hub failed to apply this message. Nothing was changed. Retry it after an update.");

    private final Applier applier;
    private final Completions completions;
    private final int attempts;
    private final Measures measures;

    public Worker(Applier applier, Completions completions, int attempts, Measures measures) {
        this.applier = applier;
        this.completions = completions;
        this.attempts = attempts;
        this.measures = measures;
    }

    @Override
    public void accept(long id) {
        try {
            long began = System.nanoTime();
            apply(id).ifPresent(outcome -> {
                completions.settled(id, outcome.problems());
                measures.workedOff(outcome.feed(), Duration.ofNanos(System.nanoTime() - began));
                measures.settled(outcome.feed(), outcome.state());
            });
        } catch (StoreUnavailable e) {
            LOG.warn("The record cannot be reached; message {} waits.", id);
            pause(SHORTEST_PAUSE_MILLIS << attempts);
        } catch (RuntimeException | StackOverflowError e) {
            // Even setting it aside failed: it stays as received and is found again.
            LOG.error("Message {} could not be settled: {}", id, Failures.describe(e));
            pause(SHORTEST_PAUSE_MILLIS << attempts);
        }
    }

    private Optional<Outcome> apply(long id) {
        boolean failedBefore = false;
        for (int attempt = 0; attempt < attempts; attempt++) {
            try {
                return applier.apply(id);
            } catch (StoreConflict e) {
                pause(ThreadLocalRandom.current().nextInt(1, SHORTEST_PAUSE_MILLIS << attempt));
            } catch (StoreUnavailable e) {
                throw e;
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("Message {} failed: {}", id, Failures.describe(e));
                if (failedBefore) {
                    return applier.setAside(id, OUR_FAULT);
                }
                // A connection that broke in the middle looks like a fault of ours; a moment later it is known to be
                // one.
                failedBefore = true;
                pause(SHORTEST_PAUSE_MILLIS << attempts);
            }
        }
        return applier.setAside(
                id,
                Problem.error(
                        Code.LOCKED,
                        Place.of("MSH"),
                        "Others kept changing the same records. Nothing was changed. Retry it."));
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
