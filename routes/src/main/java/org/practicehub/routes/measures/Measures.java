package org.practicehub.routes.measures;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.practicehub.routes.journal.MessageState;

/**
 * Counts what happens to messages in this process, after it has happened. A meter has the feed's name and a state, and nothing
 * that a message says.
 */
public final class Measures {
    private static final String FEED = "feed";

    private final MeterRegistry meters;

    public Measures(MeterRegistry meters) {
        this.meters = meters;
    }

    /** A message has been written down, taken or not. */
    public void received(String feed) {
        meters.counter("hub.messages.received", FEED, feed).increment();
    }

    /** A message came that is known (G15). */
    public void cameAgain(String feed) {
        meters.counter("hub.messages.duplicates", FEED, feed).increment();
    }

    /** This became of a message. One that is tried again is counted each time. */
    public void settled(String feed, MessageState state) {
        meters.counter("hub.messages.settled", FEED, feed, "state", state.code())
                .increment();
    }

    /** It took so long from the message's arrival to its answer. */
    public void answered(String feed, Duration took) {
        timer("hub.messages.answer", "From the arrival of a message to its acknowledgement", feed)
                .record(took);
    }

    /** It took so long to give a message its effect, from when its turn came. */
    public void workedOff(String feed, Duration took) {
        timer("hub.messages.apply", "Translating and storing a message, from when its turn came", feed)
                .record(took);
    }

    private Timer timer(String name, String description, String feed) {
        return Timer.builder(name)
                .description(description)
                .tag(FEED, feed)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(meters);
    }
}
