package org.practicehub.server.scheduling;

import java.time.Instant;

/** A stretch of time: from, and up to but not including until. */
record Span(Instant from, Instant until) {

    boolean isEmpty() {
        return !from.isBefore(until);
    }

    boolean overlaps(Span other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }

    /** What of it lies within the other; empty when nothing does. */
    Span within(Span other) {
        return new Span(
                from.isBefore(other.from) ? other.from : from, until.isAfter(other.until) ? other.until : until);
    }
}
