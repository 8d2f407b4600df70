package org.practicehub.sample.scenario;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Opening;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.message.Envelope;
import org.practicehub.sample.practice.Reason;
import org.practicehub.sample.state.Change;

/** What happens to appointments that are in the book: confirmed, moved to another time, called off. */
final class AppointmentChanges {

    private final Office office;

    AppointmentChanges(Office office) {
        this.office = office;
    }

    /** S14: a reminder was answered, most often for one of the next days. */
    boolean confirm() {
        List<Booking> open = ahead(0).stream().filter(b -> !b.confirmed()).toList();
        if (open.isEmpty()) {
            return false;
        }
        Booking confirmed = office.dice("confirm").pick(open, this::soonest).withConfirmed(true);
        Envelope envelope = office.envelope();
        Reason why = office.reason(Reason.Kind.CONFIRM);
        String text = office.siu.confirmed(confirmed, office.patientOf(confirmed), why, envelope);
        office.commit(new Change().put(confirmed), "S14", envelope, text);
        return true;
    }

    private double soonest(Booking booking) {
        return booking.day().isBefore(office.today().plusDays(4)) ? 10 : 1;
    }

    /** S13: another time with the same practitioner. */
    boolean reschedule() {
        Dice dice = office.dice("reschedule");
        List<Booking> open = ahead(0);
        if (open.isEmpty()) {
            return false;
        }
        Booking before = dice.pick(open);
        LocalDateTime tomorrow = office.today().plusDays(1).atStartOfDay();
        Optional<Opening> opening = office.openings()
                .find(before.mrn(), before.npi(), office.service(before), tomorrow, office.horizon(), dice);
        opening.ifPresent(free -> {
            Booking after = before.movedTo(free);
            Envelope envelope = office.envelope();
            Reason why = office.reason(Reason.Kind.RESCHEDULE);
            String text = office.siu.rescheduled(before, after, office.patientOf(after), why, envelope);
            office.commit(new Change().put(after), "S13", envelope, text);
        });
        return opening.isPresent();
    }

    /** S15 for one of the coming days; today's late cancellations come with the walk through the day. */
    boolean cancelOne() {
        List<Booking> open = ahead(1);
        if (!open.isEmpty()) {
            cancel(office.dice("cancel").pick(open));
        }
        return !open.isEmpty();
    }

    /** S15. */
    void cancel(Booking booking) {
        Envelope envelope = office.envelope();
        Booking cancelled = booking.with(Booking.Status.CANCELLED);
        Reason why = office.reason(Reason.Kind.CANCEL);
        String text = office.siu.cancelled(cancelled, office.patientOf(booking), why, envelope);
        office.commit(new Change().put(cancelled), "S15", envelope, text);
    }

    /** Appointments that are still to come, from so many days ahead on. */
    private List<Booking> ahead(int days) {
        return office.chart.bookings().stream()
                .filter(b -> b.status() == Booking.Status.BOOKED)
                .filter(b -> !b.day().isBefore(office.today().plusDays(days)))
                .toList();
    }
}
