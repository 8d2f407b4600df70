package org.practicehub.benchmarks.hub;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.message.Envelope;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Reason;

/**
 * One appointment from the booking to the door, with what else is told of its patient meanwhile. What may happen is what the
 * sample EHR's live stream plays, about as often.
 */
final class Story {
    private static final double CONFIRMED = 0.43;
    private static final double MOVED = 0.24;
    private static final double MISTAKEN = 0.02;
    private static final double CANCELLED = 0.17;
    private static final double MISSED = 0.09;
    private static final double TICKED_OFF_BY_MISTAKE = 0.05;
    private static final double NEW_PHONE_AT_THE_DESK = 0.12;
    private static final double CHECKED_OUT_BY_MISTAKE = 0.05;
    private static final double NEW_CONTACT = 0.3;
    private static final double NEW_INSURANCE = 0.08;
    private static final double REGISTERED_TWICE = 0.01;

    private final Ehr ehr;
    private final String mrn;
    private final Deque<Function<Envelope, String>> left = new ArrayDeque<>();
    private Booking booking;
    private Visit visit;
    private boolean booked;

    private Story(Ehr ehr, Patient patient) {
        this.ehr = ehr;
        this.mrn = patient.mrn();
        this.booking = ehr.book(patient);
        this.visit = arrival(booking);
    }

    /** A story of somebody whom the hub knows. */
    static Story of(Ehr ehr, Patient patient) {
        Story story = new Story(ehr, patient);
        story.plot();
        return story;
    }

    /** A story that begins with the registration. */
    static Story ofNewcomer(Ehr ehr) {
        Story story = new Story(ehr, ehr.newPatient());
        story.left.add(envelope -> ehr.adt.registration(story.patient(), envelope));
        story.plot();
        return story;
    }

    boolean isOver() {
        return left.isEmpty();
    }

    Message next() {
        Envelope envelope = ehr.envelope();
        return new Message(envelope.controlId(), left.remove().apply(envelope));
    }

    boolean isBooked() {
        return booked;
    }

    Booking booking() {
        return booking;
    }

    private void plot() {
        left.add(this::booked);
        sometimes(REGISTERED_TWICE, this::registeredTwice);
        sometimes(NEW_CONTACT, () -> left.add(this::newContact));
        sometimes(CONFIRMED, () -> left.add(this::confirmed));
        sometimes(MOVED, () -> left.add(this::moved));
        double fate = ehr.dice.share();
        if (fate < MISTAKEN) {
            left.add(envelope -> ended(Booking.Status.MISTAKE, Reason.Kind.MISTAKE, ehr.siu::deleted, envelope));
        } else if (fate < MISTAKEN + CANCELLED) {
            left.add(envelope -> ended(Booking.Status.CANCELLED, Reason.Kind.CANCEL, ehr.siu::cancelled, envelope));
        } else if (fate < MISTAKEN + CANCELLED + MISSED) {
            left.add(envelope -> ended(Booking.Status.NO_SHOW, Reason.Kind.NOSHOW, ehr.siu::missed, envelope));
        } else {
            visited();
        }
        sometimes(NEW_INSURANCE, () -> left.add(this::newInsurance));
    }

    private void visited() {
        left.add(this::arrived);
        sometimes(TICKED_OFF_BY_MISTAKE, () -> left.addAll(List.of(this::notArrived, this::arrived)));
        sometimes(NEW_PHONE_AT_THE_DESK, () -> left.add(this::newPhoneAtTheDesk));
        left.add(this::roomed);
        left.add(this::gone);
        sometimes(CHECKED_OUT_BY_MISTAKE, () -> left.addAll(List.of(this::notGone, this::gone)));
    }

    private void sometimes(double often, Runnable what) {
        if (ehr.dice.chance(often)) {
            what.run();
        }
    }

    private Patient patient() {
        return ehr.patient(mrn);
    }

    private Visit arrival(Booking of) {
        return new Visit(
                ehr.number("V"),
                of.id(),
                Visit.Status.WAITING,
                of.site(),
                ehr.practice.waitingRoom(of.site()),
                Instant.EPOCH,
                null);
    }

    /** A28 under a second number, and the A40 that puts it right. */
    private void registeredTwice() {
        Patient again = ehr.again(mrn);
        left.add(envelope -> ehr.adt.registration(again, envelope));
        left.add(envelope -> ehr.adt.merge(patient(), again, envelope));
    }

    private String booked(Envelope envelope) {
        booked = true;
        return ehr.siu.booked(booking, patient(), envelope);
    }

    private String newContact(Envelope envelope) {
        Patient changed = ehr.change(mrn, one -> one.withContact(ehr.reachedElsewhere(one.contact())));
        return ehr.adt.personUpdate(changed, envelope);
    }

    private String newInsurance(Envelope envelope) {
        Patient changed = ehr.change(mrn, one -> one.withCoverages(List.of(ehr.coverage())));
        return ehr.adt.patientUpdate(changed, envelope);
    }

    private String confirmed(Envelope envelope) {
        booking = booking.withConfirmed(true);
        return ehr.siu.confirmed(booking, patient(), ehr.reason(Reason.Kind.CONFIRM), envelope);
    }

    private String moved(Envelope envelope) {
        Booking before = booking;
        booking = before.movedTo(ehr.opening());
        return ehr.siu.rescheduled(before, booking, patient(), ehr.reason(Reason.Kind.RESCHEDULE), envelope);
    }

    /** How the EHR tells that an appointment comes to nothing. */
    @FunctionalInterface
    private interface Ending {
        String told(Booking booking, Patient patient, Reason why, Envelope envelope);
    }

    private String ended(Booking.Status status, Reason.Kind why, Ending ending, Envelope envelope) {
        booking = booking.with(status);
        return ending.told(booking, patient(), ehr.reason(why), envelope);
    }

    private String arrived(Envelope envelope) {
        Visit expected = arrival(booking);
        visit = new Visit(
                expected.number(),
                booking.id(),
                Visit.Status.WAITING,
                expected.site(),
                expected.room(),
                envelope.occurred().toInstant(),
                null);
        booking = booking.with(Booking.Status.ARRIVED);
        return ehr.adt.arrival(patient(), visit, booking, envelope);
    }

    private String notArrived(Envelope envelope) {
        String told = ehr.adt.arrivalCancelled(patient(), visit, booking, envelope);
        booking = booking.with(Booking.Status.BOOKED);
        visit = visit.cancelled();
        return told;
    }

    private String newPhoneAtTheDesk(Envelope envelope) {
        Patient changed = ehr.change(mrn, one -> one.withContact(ehr.reachedElsewhere(one.contact())));
        return ehr.adt.visitUpdate(changed, visit, booking, envelope);
    }

    private String roomed(Envelope envelope) {
        visit = visit.in(booking.room());
        return ehr.adt.roomed(patient(), visit, booking, envelope);
    }

    private String gone(Envelope envelope) {
        visit = visit.ended(envelope.occurred().toInstant());
        booking = booking.with(Booking.Status.DONE);
        return ehr.adt.visitEnd(patient(), visit, booking, envelope);
    }

    private String notGone(Envelope envelope) {
        visit = visit.reopened();
        booking = booking.with(Booking.Status.ARRIVED);
        return ehr.adt.endCancelled(patient(), visit, booking, envelope);
    }
}
