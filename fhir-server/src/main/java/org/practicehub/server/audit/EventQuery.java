package org.practicehub.server.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to look for in the audit trail.
 *
 * @param all terms that a record must have, as {@code audit.terms} makes them
 * @param any lists of terms of which it must have one each
 * @param from not before; null for from the beginning
 * @param until before; null for until now
 * @param before records with smaller numbers: where a page goes on
 */
record EventQuery(
        List<String> all,
        List<List<String>> any,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Long before,
        int most) {

    EventQuery after(long number) {
        return new EventQuery(all, any, from, until, number, most);
    }
}
