package org.practicehub.sample.scenario;

import java.time.Duration;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.mllp.Courier;

/** The time between two messages: the mean is given, the rest is like people at a counter, now two at once, now nobody. */
public final class Pace {

    private static final int QUIET = 15;

    private final Duration mean;
    private final Courier.Pause pause;

    public Pace(Duration mean, Courier.Pause pause) {
        this.mean = mean;
        this.pause = pause;
    }

    /** Waits; longer when nobody is in the house any more. */
    void pause(Dice dice, boolean quiet) throws InterruptedException {
        double times = Math.min(3.0, 0.15 - 0.9 * Math.log(1 - dice.share()));
        pause.of(Duration.ofMillis(Math.round(mean.toMillis() * times * (quiet ? QUIET : 1))));
    }
}
