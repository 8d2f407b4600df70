package org.practicehub.sample.scenario;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.DayPlanner;
import org.practicehub.sample.state.Change;

/** Fills the coming days of the book, each day once, and knows whom nobody has been told of. */
final class BookKeeper {

    private final Office office;

    BookKeeper(Office office) {
        this.office = office;
    }

    /** Today and the coming two weeks. A day that was filled on an earlier day gets what has come in since. */
    void fill() {
        office.today().datesUntil(office.horizon().plusDays(1)).forEach(this::fill);
    }

    private void fill(LocalDate day) {
        LocalDate today = office.today();
        Optional<LocalDate> filled = office.chart.filled(day);
        if (filled.filter(today::equals).isPresent()) {
            return;
        }
        DayPlanner planner = new DayPlanner(office.roster, office.panel(), office.clerk);
        List<Booking> added = planner.fill(
                day, today, filled.orElse(null), office.diary(), office.fixedDice("fill " + day, today.toString()));
        Change change = new Change().filled(day, today);
        added.forEach(change::put);
        office.chart.commit(change);
    }

    /** What is in the book of a day or later and has not been sent, in order of time. */
    List<Booking> untold(LocalDate from, LocalDate to) {
        return office.chart.bookings().stream()
                .filter(b -> b.status() == Booking.Status.PLANNED)
                .filter(b -> !b.day().isBefore(from) && !b.day().isAfter(to))
                .sorted(DayWalk.BY_TIME)
                .toList();
    }
}
