package org.practicehub.sample.scenario;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.chance.Dice;

/**
 * Walks the visits in order of time, milestone by milestone. The walk is the same whether it catches up with the clock
 * or runs ahead of it; only what it says of when things happened differs.
 */
final class DayWalk {

    static final Comparator<Booking> BY_TIME =
            Comparator.comparing(Booking::start).thenComparing(Booking::id);

    /** So many of the day's visits are always left to be watched, even in the evening. */
    private static final int LEFT_TO_WATCH = 24;

    private final Office office;
    private final FrontDesk desk;
    private final AppointmentChanges changes;

    DayWalk(Office office, FrontDesk desk, AppointmentChanges changes) {
        this.office = office;
        this.desk = desk;
        this.changes = changes;
    }

    /** Whether anything is still to come today. */
    boolean isOver() {
        return milestones(office.today()).findAny().isEmpty();
    }

    /** The next thing of today happens now, whatever the clock says. */
    boolean playNext() {
        return milestones(office.today()).anyMatch(milestone -> play(milestone, When.NOW));
    }

    /** The next thing up to a day that is past by the clock happens at its time; false when there is nothing left. */
    boolean catchUp(LocalDate last) {
        LocalDateTime until = caughtUpAt();
        return office.chart.bookings().stream()
                .map(Booking::day)
                .filter(day -> !day.isAfter(last))
                .distinct()
                .sorted()
                .flatMap(this::milestones)
                .filter(milestone -> !milestone.at().isAfter(until))
                .anyMatch(milestone -> play(milestone, When.at(milestone.at())));
    }

    private LocalDateTime caughtUpAt() {
        LocalDateTime now = office.present.now().toLocalDateTime();
        List<Booking> day = office.chart.bookingsOn(office.today()).stream()
                .filter(booking -> booking.status() != Booking.Status.PLANNED)
                .sorted(BY_TIME)
                .toList();
        if (day.isEmpty()) {
            return now;
        }
        int left = Math.min(LEFT_TO_WATCH, day.size() / 2);
        LocalDateTime firstLeft = day.get(day.size() - left - 1).start();
        return now.isBefore(firstLeft) ? now : firstLeft;
    }

    private Stream<Milestone> milestones(LocalDate day) {
        return office.chart.bookingsOn(day).stream()
                .flatMap(booking -> milestone(booking).stream())
                .sorted(Comparator.comparing(Milestone::at)
                        .thenComparing(milestone -> milestone.booking().id()));
    }

    private Optional<Milestone> milestone(Booking booking) {
        Dice dice = office.fixedDice("fate", booking.id());
        double fate = dice.share();
        int early = dice.between(2, 18);
        int toTheRoom = dice.between(0, 4);
        int earlyEnd = dice.between(1, 3);
        return switch (booking.status()) {
            case BOOKED -> Optional.of(expected(booking, fate, early));
            case ARRIVED ->
                office.openVisit(booking)
                        .map(visit -> visit.status() == Visit.Status.WAITING
                                ? milestone(booking, booking.start().plusMinutes(toTheRoom), Milestone.Kind.ROOM)
                                : milestone(booking, booking.end().minusMinutes(earlyEnd), Milestone.Kind.LEAVE));
            case PLANNED, DONE, NO_SHOW, CANCELLED, MISTAKE -> Optional.empty();
        };
    }

    /** Few stay away, fewer of those who said that they would come, and nobody who has just walked in. */
    private static Milestone expected(Booking booking, double fate, int early) {
        double missed = booking.confirmed() ? 0.03 : 0.1;
        boolean certain = booking.origin().equals("WALKIN") || booking.slip() > 0;
        if (!certain && fate < missed) {
            return milestone(booking, booking.start().plusMinutes(20), Milestone.Kind.MISS);
        }
        if (!certain && fate < missed + 0.04) {
            return milestone(booking, booking.start().minusMinutes(90), Milestone.Kind.CANCEL);
        }
        return milestone(booking, booking.start().minusMinutes(early), Milestone.Kind.ARRIVE);
    }

    private static Milestone milestone(Booking booking, LocalDateTime at, Milestone.Kind kind) {
        return new Milestone(at.plusMinutes(booking.slip()), booking, kind);
    }

    /** False when it cannot happen yet, because every room is taken. */
    private boolean play(Milestone milestone, When when) {
        Booking booking = milestone.booking();
        switch (milestone.kind()) {
            case ARRIVE -> desk.arrive(booking, when);
            case ROOM -> {
                return desk.room(booking, when);
            }
            case LEAVE -> desk.leave(booking, when);
            case MISS -> desk.miss(booking, when);
            case CANCEL -> changes.cancel(booking);
        }
        return true;
    }
}
