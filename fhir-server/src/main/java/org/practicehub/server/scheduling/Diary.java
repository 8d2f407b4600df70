package org.practicehub.server.scheduling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.scheduling.Calendars.OpenHours;

/**
 * What the calendars of one owner and the time that is taken in them say together.
 *
 * @param hours when they are there
 * @param busy when they are not free
 */
record Diary(String owner, List<OpenHours> hours, List<Busy> busy) {

    static Diary of(String owner, Map<String, List<OpenHours>> hours, Map<String, List<Busy>> busy) {
        return new Diary(owner, hours.getOrDefault(owner, List.of()), busy.getOrDefault(owner, List.of()));
    }

    /** A room or device without hours of its own is there whenever it is wanted; a person's hours are asked for by site. */
    boolean keepsHours() {
        return !Calendars.typeOf(owner).startsWith("Practitioner")
                && hours.stream().anyMatch(one -> !one.templates().isEmpty());
    }

    /** Where no more visits of this type can be, but for the one that is to be moved. */
    List<Span> full(VisitType type, Optional<String> moved) {
        return full(
                busy.stream()
                        .filter(row -> row.appointment().isEmpty()
                                || !row.appointment().equals(moved))
                        .filter(row -> row.service().isEmpty()
                                || type.isNamed(row.service().get()))
                        .toList(),
                hours.stream().mapToInt(OpenHours::capacity).max().orElse(1));
    }

    /** Whether a visit can be there: they keep hours then, if any, and have room. */
    boolean isFree(Span span, VisitType type, Optional<String> moved) {
        return (!keepsHours() || Calendars.open(hours, type, Optional.empty(), template -> true, span))
                && full(type, moved).stream().noneMatch(span::overlaps);
    }

    /** Where no more can be: a block, or as many as there is room for. */
    static List<Span> full(List<Busy> taken, int capacity) {
        List<Span> full = new ArrayList<>();
        taken.stream().filter(row -> capacity == 1 || row.isBlock()).forEach(row -> full.add(row.span()));
        if (capacity > 1) {
            List<Span> seats =
                    taken.stream().filter(row -> !row.isBlock()).map(Busy::span).toList();
            for (Span one : seats) {
                // Full begins where the last of them begins.
                List<Span> with = seats.stream()
                        .filter(other -> !other.from().isAfter(one.from())
                                && other.until().isAfter(one.from()))
                        .sorted(Comparator.comparing(Span::until).reversed())
                        .toList();
                if (with.size() >= capacity) {
                    full.add(new Span(one.from(), with.get(capacity - 1).until()));
                }
            }
        }
        return full;
    }
}
