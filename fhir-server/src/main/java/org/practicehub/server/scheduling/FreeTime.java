package org.practicehub.server.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/**
 * Stretches of time as one bit for each {@value #STEP_MINUTES} minutes, so that what several are free for together is one AND
 * (practice.md 3.5). What is open counts only where a whole step is; what is busy counts wherever a step is touched.
 */
final class FreeTime {
    static final int STEP_MINUTES = 5;
    private static final long STEP = Duration.ofMinutes(STEP_MINUTES).toSeconds();

    private final Span window;
    private final BitSet free;

    private FreeTime(Span window, BitSet free) {
        this.window = window;
        this.free = free;
    }

    /** A window that begins and ends on a step and holds all of the given one. */
    static Span whole(Span window) {
        long from = Math.floorDiv(window.from().getEpochSecond(), STEP) * STEP;
        long until = -Math.floorDiv(-window.until().getEpochSecond(), STEP) * STEP;
        return new Span(Instant.ofEpochSecond(from), Instant.ofEpochSecond(until));
    }

    static FreeTime none(Span window) {
        return new FreeTime(window, new BitSet());
    }

    static FreeTime all(Span window) {
        BitSet free = new BitSet();
        free.set(0, steps(window.from(), window.until(), true));
        return new FreeTime(window, free);
    }

    FreeTime open(List<Span> spans) {
        spans.forEach(span -> {
            int from = Math.max(0, steps(window.from(), span.from(), false));
            int until = Math.min(steps(window.from(), window.until(), true), steps(window.from(), span.until(), true));
            if (from < until) {
                free.set(from, until);
            }
        });
        return this;
    }

    FreeTime close(Span span) {
        int from = Math.max(0, steps(window.from(), span.from(), true));
        int until = Math.min(steps(window.from(), window.until(), true), steps(window.from(), span.until(), false));
        if (from < until) {
            free.clear(from, until);
        }
        return this;
    }

    /** What both are free for. */
    FreeTime and(FreeTime other) {
        BitSet both = (BitSet) free.clone();
        both.and(other.free);
        return new FreeTime(window, both);
    }

    boolean isFree(Span span) {
        int from = steps(window.from(), span.from(), true);
        int until = steps(window.from(), span.until(), false);
        return from >= 0 && free.nextClearBit(from) >= until;
    }

    /** The first moment at or after this one that is free; the window's end when there is none. */
    Instant nextFree(Instant from) {
        int step = free.nextSetBit(Math.max(0, steps(window.from(), from, false)));
        return step < 0 ? window.until() : window.from().plusSeconds(step * STEP);
    }

    private static int steps(Instant begin, Instant end, boolean down) {
        long seconds = end.getEpochSecond() - begin.getEpochSecond();
        return (int) (down ? Math.floorDiv(seconds, STEP) : -Math.floorDiv(-seconds, STEP));
    }
}
