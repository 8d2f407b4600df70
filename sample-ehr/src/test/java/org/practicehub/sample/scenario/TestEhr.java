package org.practicehub.sample.scenario;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.practicehub.sample.Demo;
import org.practicehub.sample.Receiver;
import org.practicehub.sample.mllp.Courier;
import org.practicehub.sample.state.Chart;

/** An EHR that never waits, with a clock that the test holds. */
final class TestEhr implements AutoCloseable {

    final List<String> log = new ArrayList<>();
    final HeldClock clock;
    final Chart chart;
    final Scenario scenario;
    /** How many minutes go by between two messages of the live stream. */
    int minutesPass = 0;

    private final Courier courier;
    private BooleanSupplier end = () -> false;
    private boolean live = false;

    /** @param at practice time */
    TestEhr(Path folder, int port, String at) {
        clock = new HeldClock(LocalDateTime.parse(at).atZone(Demo.CHICAGO).toInstant());
        chart = Chart.open(folder, Demo.PRACTICE.patients(), clock.instant());
        courier = new Courier("127.0.0.1", port, Duration.ofSeconds(10), time -> {}, log::add);
        Present present = new Present(clock, Demo.CHICAGO);
        Pace pace = new Pace(Duration.ofSeconds(2), this::betweenTwoMessages);
        scenario = new Scenario(Demo.PRACTICE, chart, courier, clock, present, pace, 1, log::add);
    }

    /** The live stream pauses here, so this is where a test looks at it. */
    private void betweenTwoMessages(Duration time) throws InterruptedException {
        live = true;
        clock.now = clock.now.plus(Duration.ofMinutes(minutesPass));
        if (end.getAsBoolean()) {
            throw new InterruptedException("the test has seen enough");
        }
    }

    /** Whether the book is sent, the day caught up with, and the live stream begun. */
    boolean live() {
        return live;
    }

    /** Runs until the condition holds between two messages of the live stream. */
    void runUntil(BooleanSupplier condition) {
        end = condition;
        try {
            scenario.runForEver();
        } catch (InterruptedException e) {
            // Enough.
        }
    }

    /** Dies while a message is under way, wherever it is in its day. */
    void dieAtMessage(int number, Receiver receiver) {
        Thread killer = new Thread(() -> {
            try {
                receiver.awaitMessages(number);
                courier.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        killer.setDaemon(true);
        killer.start();
        runUntil(() -> false);
    }

    @Override
    public void close() {
        courier.close();
        chart.close();
    }

    /** A clock that stands where the test puts it. */
    static final class HeldClock extends Clock {

        private Instant now;

        HeldClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return Demo.CHICAGO;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
