package org.practicehub.sample.scenario;

import java.util.Optional;
import java.util.stream.Stream;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.message.Envelope;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Reason;
import org.practicehub.sample.practice.Room;
import org.practicehub.sample.practice.Staff;
import org.practicehub.sample.state.Change;

/** What happens to a patient who is expected: arrival, a room, the end of the visit, and what goes wrong with them. */
final class FrontDesk {

    private static final int COMES_BACK_IN_MINUTES = 15;
    private static final int ANOTHER_FEW_MINUTES = 10;

    private final Office office;

    FrontDesk(Office office) {
        this.office = office;
    }

    /** A04, into the waiting room. */
    void arrive(Booking booking, When when) {
        Envelope envelope = office.envelope(Staff.FRONT_DESK, when);
        Booking arrived = booking.with(Booking.Status.ARRIVED);
        Visit visit = new Visit(
                office.chart.nextVisit(),
                booking.id(),
                Visit.Status.WAITING,
                booking.site(),
                office.practice.waitingRoom(booking.site()),
                envelope.occurred().toInstant(),
                null);
        String text = office.adt.arrival(office.patientOf(booking), visit, arrived, envelope);
        office.commit(new Change().put(arrived).put(visit), "A04", envelope, text);
    }

    /** A08, into the room that was booked or another that is free; false while there is none. */
    boolean room(Booking booking, When when) {
        Visit waiting = office.openVisit(booking).orElseThrow();
        Optional<String> room = Stream.concat(
                        Stream.of(booking.room()),
                        office.practice.examRooms(booking.site()).stream().map(Room::code))
                .filter(code -> isFree(booking.site(), code))
                .findFirst();
        if (room.isEmpty()) {
            return false;
        }
        Envelope envelope = office.envelope(Staff.ASSISTANT, when);
        Visit roomed = waiting.in(room.get());
        String text = office.adt.roomed(office.patientOf(booking), roomed, booking, envelope);
        office.commit(new Change().put(roomed), "A08", envelope, text);
        return true;
    }

    private boolean isFree(String site, String room) {
        return office.chart.visits().stream()
                .noneMatch(visit -> visit.status() == Visit.Status.ROOMED
                        && visit.site().equals(site)
                        && visit.room().equals(room));
    }

    /** A03. */
    void leave(Booking booking, When when) {
        Visit visit = office.openVisit(booking).orElseThrow();
        Envelope envelope = office.envelope(Staff.FRONT_DESK, when);
        Visit ended = visit.ended(envelope.occurred().toInstant());
        Booking done = booking.with(Booking.Status.DONE);
        String text = office.adt.visitEnd(office.patientOf(booking), ended, done, envelope);
        office.commit(new Change().put(done).put(ended), "A03", envelope, text);
    }

    /** S26. */
    void miss(Booking booking, When when) {
        Envelope envelope = office.envelope(Staff.FRONT_DESK, when);
        Booking missed = booking.with(Booking.Status.NO_SHOW);
        Reason why = office.reason(Reason.Kind.NOSHOW);
        String text = office.siu.missed(missed, office.patientOf(booking), why, envelope);
        office.commit(new Change().put(missed), "S26", envelope, text);
    }

    /** A11: the wrong name was ticked off. Whoever was meant comes a little later, with a visit number of their own. */
    boolean cancelArrival() {
        Optional<Booking> waiting = today(Visit.Status.WAITING).findFirst();
        waiting.ifPresent(booking -> {
            Visit visit = office.openVisit(booking).orElseThrow();
            Envelope envelope = office.envelope();
            Booking expected = booking.with(Booking.Status.BOOKED).lateBy(COMES_BACK_IN_MINUTES);
            String text = office.adt.arrivalCancelled(office.patientOf(booking), visit, booking, envelope);
            office.commit(new Change().put(expected).put(visit.cancelled()), "A11", envelope, text);
        });
        return waiting.isPresent();
    }

    /** A13: somebody was checked out who is still in the room. Nobody does that to an empty house. */
    boolean cancelEnd() {
        if (today(Visit.Status.WAITING).findAny().isEmpty()) {
            return false;
        }
        Optional<Booking> ended = today(Visit.Status.ENDED)
                .filter(booking -> office.chart
                        .visitOf(booking)
                        .filter(visit -> isFree(visit.site(), visit.room()))
                        .isPresent())
                .reduce((first, second) -> second);
        ended.ifPresent(booking -> {
            Visit visit = office.chart.visitOf(booking).orElseThrow().reopened();
            Envelope envelope = office.envelope();
            Booking again = booking.with(Booking.Status.ARRIVED).lateBy(ANOTHER_FEW_MINUTES);
            String text = office.adt.endCancelled(office.patientOf(booking), visit, again, envelope);
            office.commit(new Change().put(again).put(visit), "A13", envelope, text);
        });
        return ended.isPresent();
    }

    /** A08 with everything: somebody at the desk has a new number. */
    boolean newPhoneAtTheDesk() {
        Optional<Booking> waiting = today(Visit.Status.WAITING).findFirst();
        waiting.ifPresent(booking -> {
            Patient patient = office.patientOf(booking);
            Patient changed =
                    patient.withContact(patient.contact().withMobilePhone(Newcomers.phone(office.dice("phone"))));
            Visit visit = office.openVisit(booking).orElseThrow();
            Envelope envelope = office.envelope();
            String text = office.adt.visitUpdate(changed, visit, booking, envelope);
            office.commit(new Change().put(changed), "A08", envelope, text);
        });
        return waiting.isPresent();
    }

    /** Today's bookings whose visit has come so far, in order of time. */
    Stream<Booking> today(Visit.Status status) {
        return office.chart.bookingsOn(office.today()).stream()
                .filter(booking -> office.chart
                        .visitOf(booking)
                        .filter(visit -> visit.status() == status)
                        .isPresent())
                .sorted(DayWalk.BY_TIME);
    }
}
