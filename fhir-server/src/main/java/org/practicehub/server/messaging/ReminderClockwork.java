package org.practicehub.server.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.practicehub.routes.failures.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Plans and sends, every few seconds, on a thread of its own: a mail server that does not answer holds nobody else up. */
final class ReminderClockwork implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ReminderClockwork.class);
    private static final Duration TIDY = Duration.ofHours(6);

    private final ReminderPlans plans;
    private final Planner planner;
    private final Sender sender;
    private final DueTable table;
    private final Duration look;
    private final Clock clock;
    private ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private Instant tidied = Instant.MIN;
    private volatile boolean running;

    ReminderClockwork(ReminderPlans plans, Planner planner, Sender sender, DueTable table, Duration look, Clock clock) {
        this.plans = plans;
        this.planner = planner;
        this.sender = sender;
        this.table = table;
        this.look = look;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        if (look.isZero()) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "reminders");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(this::look, look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            plans.look();
            Instant now = clock.instant();
            planner.look(now);
            sender.look(now);
            if (plans.now().enabled() && tidied.isBefore(now.minus(TIDY))) {
                table.forgetOld(now);
                tidied = now;
            }
        } catch (RuntimeException e) {
            // A failure of one look must not be the last look (openemr#12307).
            LOG.warn("Reminders wait: {}", Failures.describe(e));
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
        try {
            // What was handed over is written down before the database goes.
            thread.awaitTermination(4, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
