package org.practicehub.benchmarks.hub;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** How long each of many things took. Threads may add at once; reading is for when all have. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] nanos;
    private final AtomicInteger size = new AtomicInteger();

    Latencies(int most) {
        this.nanos = new long[most];
    }

    void add(long nano) {
        nanos[size.getAndIncrement()] = nano;
    }

    int size() {
        return size.get();
    }

    /** The time that this share of them did not exceed, in milliseconds. */
    double percentile(double share) {
        long[] sorted = Arrays.copyOf(nanos, size());
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, rank)] / NANOS_PER_MILLI;
    }
}
