package org.practicehub.mappings.feed;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When quiet means that something is wrong: the hours in which a system is expected to send, and how long it may say nothing in
 * them.
 *
 * @param after how long nothing may come
 * @param from when the hours begin
 * @param to when they end, on the next day where that is earlier than {@code from}; the same as {@code from}: a whole day
 * @param days on which they begin
 */
public record Silence(Duration after, LocalTime from, LocalTime to, Set<DayOfWeek> days) {

    public Silence {
        days = Set.copyOf(days);
    }

    /** Whether messages are expected at this time. */
    public boolean isExpecting(Instant now, ZoneId zone) {
        return opening(now, zone).isPresent();
    }

    /**
     * Whether the system has been quiet for too long. Time outside the hours does not count: who sent last on Friday evening is
     * late on Monday morning, {@code after} the hours have begun.
     *
     * @param last when something came last
     */
    public boolean isExceeded(Instant last, Instant now, ZoneId zone) {
        Instant late = now.minus(after);
        Optional<Instant> since = opening(now, zone);
        // Hours that follow one another without a gap are one time, as where they are the whole day.
        while (since.isPresent() && since.get().isAfter(late)) {
            since = opening(since.get().minusNanos(1), zone);
        }
        return since.isPresent() && !last.isAfter(late);
    }

    /** When the hours began that this time is in. */
    private Optional<Instant> opening(Instant at, ZoneId zone) {
        LocalDate today = at.atZone(zone).toLocalDate();
        return Stream.of(today, today.minusDays(1))
                .filter(day -> days.contains(day.getDayOfWeek()))
                .filter(day -> !at.isBefore(start(day, zone)) && at.isBefore(end(day, zone)))
                .map(day -> start(day, zone))
                .findFirst();
    }

    private Instant start(LocalDate day, ZoneId zone) {
        return day.atTime(from).atZone(zone).toInstant();
    }

    private Instant end(LocalDate day, ZoneId zone) {
        return (to.isAfter(from) ? day : day.plusDays(1))
                .atTime(to)
                .atZone(zone)
                .toInstant();
    }
}
