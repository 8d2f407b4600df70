package org.practicehub.sample.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.practicehub.sample.mllp.Acknowledgement;
import org.practicehub.sample.mllp.Courier;
import org.practicehub.sample.state.Change;
import org.practicehub.sample.state.Chart;
import org.practicehub.sample.state.Outgoing;

/** Sends what is to be sent, in order, and keeps count. */
final class Mailroom {

    private static final int MINUTELY_SUMMARIES = 10;

    private final Chart chart;
    private final Courier courier;
    private final Clock clock;
    private final Consumer<String> log;
    private Instant countedFrom;
    private int sent = 0;
    private int refused = 0;
    private int summaries = 0;

    Mailroom(Chart chart, Courier courier, Clock clock, Consumer<String> log) {
        this.chart = chart;
        this.courier = courier;
        this.clock = clock;
        this.log = log;
        this.countedFrom = clock.instant();
    }

    /** Delivers the oldest message that is not answered; false when there is none. */
    boolean deliverOne() throws InterruptedException {
        Optional<Outgoing> next = chart.firstUnanswered();
        if (next.isPresent()) {
            deliver(next.get());
        }
        summarise();
        return next.isPresent();
    }

    void deliverAll() throws InterruptedException {
        while (deliverOne()) {
            // One at a time: the next leaves when this one is answered.
        }
    }

    private void deliver(Outgoing message) throws InterruptedException {
        Acknowledgement answer = courier.deliver(message.controlId(), message.text());
        chart.commit(new Change().answered(message, answer.code()));
        sent++;
        if (!answer.isPositive()) {
            refused++;
            log.accept("%s %s was answered %s %s"
                    .formatted(message.event(), message.controlId(), answer.code(), answer.complaint())
                    .strip());
        }
    }

    int sent() {
        return sent;
    }

    int refused() {
        return refused;
    }

    /** Every minute in the beginning, while somebody may be watching; every ten minutes later. */
    private void summarise() {
        int minutes = summaries < MINUTELY_SUMMARIES ? 1 : 10;
        Instant now = clock.instant();
        if (Duration.between(countedFrom, now).compareTo(Duration.ofMinutes(minutes)) < 0) {
            return;
        }
        String time = minutes == 1 ? "the last minute" : "the last " + minutes + " minutes";
        log.accept("%d messages in %s, %d refused".formatted(sent, time, refused));
        countedFrom = now;
        sent = 0;
        refused = 0;
        summaries++;
    }
}
