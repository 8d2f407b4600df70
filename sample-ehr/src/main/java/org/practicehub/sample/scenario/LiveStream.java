package org.practicehub.sample.scenario;

import java.util.ArrayList;
import java.util.List;
import org.practicehub.sample.chance.Dice;

/** Chooses what happens next: mostly the next step of today's visits, and everything else in between. */
final class LiveStream {

    private static final double WALK = 0.62;
    /** The story of a second registration, told early so that nobody has to wait for it. */
    private static final int REGISTERED_AT = 3;

    private static final int MERGED_AT = 10;
    private static final int NAMED_AGAIN_AT = 17;
    private static final double ANOTHER_STORY = 0.004;

    private final Office office;
    private final Acts acts;
    private int steps = 0;

    LiveStream(Office office, Acts acts) {
        this.office = office;
        this.acts = acts;
    }

    void step() {
        steps++;
        Dice dice = office.dice("live");
        if (story(dice) || (dice.chance(WALK) && acts.walk.playNext())) {
            return;
        }
        List<Act> possible = new ArrayList<>(acts.beside());
        while (!possible.isEmpty()) {
            Act act = dice.pick(possible, Act::weight);
            if (act.play().getAsBoolean()) {
                return;
            }
            possible.remove(act);
        }
    }

    private boolean story(Dice dice) {
        if (shouldBegin(dice)) {
            return acts.duplicates.registerAgain();
        }
        if (steps % MERGED_AT == 0) {
            return acts.duplicates.merge();
        }
        return steps % NAMED_AGAIN_AT == 0 && acts.duplicates.nameAgain();
    }

    private boolean shouldBegin(Dice dice) {
        if (!acts.duplicates.hasBegun()) {
            return steps >= REGISTERED_AT;
        }
        return !acts.duplicates.isOpen() && dice.chance(ANOTHER_STORY);
    }
}
