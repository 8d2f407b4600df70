package org.practicehub.sample.scenario;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.mllp.Courier;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.state.Chart;

/**
 * The practice at work: fill the book, tell of it, catch up with the day, then go on for ever. Every step first goes
 * into the state and is then sent, so that a run that was cut off goes on where it was.
 */
public final class Scenario {

    private static final int KEPT_DAYS = 14;
    private static final int PROGRESS_EVERY = 100;

    private final Office office;
    private final Acts acts;
    private final BookKeeper books;
    private final LiveStream live;
    private final Mailroom mail;
    private final Pace pace;
    private final Consumer<String> log;

    public Scenario(
            Practice practice,
            Chart chart,
            Courier courier,
            Clock clock,
            Present present,
            Pace pace,
            long seed,
            Consumer<String> log) {
        this.office = new Office(practice, chart, present, seed);
        this.acts = new Acts(office);
        this.books = new BookKeeper(office);
        this.live = new LiveStream(office, acts);
        this.mail = new Mailroom(chart, courier, clock, log);
        this.pace = pace;
        this.log = log;
    }

    /** The book, the day so far, and one of everything that can happen. */
    public void runOnce() throws InterruptedException {
        startDay();
        for (Act act : acts.onePass()) {
            playOnce(act);
        }
        log.accept("one pass of every event is done: " + mail.sent() + " messages, " + mail.refused() + " refused");
    }

    /** Walks the day on until the act is possible. */
    private void playOnce(Act act) throws InterruptedException {
        while (!act.play().getAsBoolean()) {
            if (!acts.walk.playNext()) {
                log.accept("today has nothing left for: " + act.name());
                return;
            }
            mail.deliverAll();
        }
        mail.deliverAll();
    }

    /** Until somebody stops it. */
    public void runForEver() throws InterruptedException {
        LocalDate day = startDay();
        while (true) {
            if (!office.today().equals(day)) {
                day = startDay();
            }
            if (!mail.deliverOne()) {
                live.step();
                mail.deliverOne();
            }
            pace.pause(office.dice("pace"), acts.walk.isOver());
        }
    }

    /** What an earlier run left, the days that went by without us, today, and then the coming days. */
    private LocalDate startDay() throws InterruptedException {
        LocalDate today = office.today();
        mail.deliverAll();
        catchUp(today.minusDays(1));
        office.chart.forgetBefore(today.minusDays(KEPT_DAYS));
        books.fill();
        announce(books.untold(today, today), "today");
        catchUp(today);
        announce(books.untold(today.plusDays(1), office.horizon()), "the coming two weeks");
        return today;
    }

    private void announce(List<Booking> bookings, String when) throws InterruptedException {
        int done = 0;
        for (Booking booking : bookings) {
            acts.newAppointments.announce(booking);
            mail.deliverAll();
            done++;
            if (done % PROGRESS_EVERY == 0 || done == bookings.size()) {
                log.accept("%d of %d appointments of %s are sent".formatted(done, bookings.size(), when));
            }
        }
    }

    private void catchUp(LocalDate last) throws InterruptedException {
        int events = 0;
        while (acts.walk.catchUp(last)) {
            mail.deliverAll();
            events++;
        }
        if (events > 0) {
            log.accept("caught up with what has happened until now: " + events + " events");
        }
    }
}
