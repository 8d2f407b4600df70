package org.practicehub.server.messaging;

import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a gateway alone that has failed several times in a row, for a while that doubles. One message is the trial after it. Each
 * process has its own: it only spares waiting, and what waits is in the database.
 */
final class Breaker {
    private static final int PATIENCE = 5;
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private int failures;
    private Duration pause = FIRST;
    private Instant until = Instant.MIN;

    synchronized boolean isOpen(Instant now) {
        return now.isBefore(until);
    }

    synchronized void failed(Instant now) {
        failures++;
        if (failures >= PATIENCE) {
            until = now.plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
            // The next one is a trial.
            failures = PATIENCE - 1;
        }
    }

    synchronized void worked() {
        failures = 0;
        pause = FIRST;
        until = Instant.MIN;
    }
}
