package org.practicehub.sample.chance;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Chance that repeats: the same seed and the same occasion always fall the same way, also after a restart. */
public final class Dice {

    private final Random random;

    private Dice(long seed) {
        this.random = new Random(seed);
    }

    /** Dice for one occasion, such as "the fate of appointment A100001". */
    public static Dice of(long seed, Object... occasion) {
        long mixed = seed * 0x9E3779B97F4A7C15L;
        for (Object part : occasion) {
            // Java fixes how String hashes, so the fall is the same on every JDK.
            mixed = (mixed ^ part.toString().hashCode()) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 29;
        }
        return new Dice(mixed);
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A whole number, both ends included. */
    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** A number from 0 up to 1. */
    public double share() {
        return random.nextDouble();
    }

    public <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    /** Picks one item; an item with twice the weight comes twice as often. At least one weight is above zero. */
    public <T> T pick(List<T> items, ToDoubleFunction<T> weight) {
        double left = share() * items.stream().mapToDouble(weight).sum();
        for (T item : items) {
            left -= weight.applyAsDouble(item);
            if (left < 0) {
                return item;
            }
        }
        return items.get(items.size() - 1);
    }
}
