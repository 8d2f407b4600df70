package org.practicehub.sample.scenario;

import java.time.LocalDateTime;
import java.util.Optional;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.message.Envelope;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Practitioner;
import org.practicehub.sample.practice.Reason;
import org.practicehub.sample.practice.Service;
import org.practicehub.sample.state.Change;

/** New appointments: by telephone, at the desk, and those that should not have been. */
final class NewAppointments {

    private static final double WALKS_IN = 0.3;
    private static final int SHORT_VISIT_MINUTES = 20;

    private final Office office;

    NewAppointments(Office office) {
        this.office = office;
    }

    /** S12 for an appointment that is in the book and that nobody has been told of. */
    void announce(Booking planned) {
        Envelope envelope = office.envelope();
        Booking booked = planned.with(Booking.Status.BOOKED);
        String text = office.siu.booked(booked, office.patientOf(booked), envelope);
        office.commit(new Change().put(booked), "S12", envelope, text);
    }

    /** S12 for somebody who calls, or who stands at the desk and can still be seen today. */
    boolean bookAnother() {
        Dice dice = office.dice("book");
        Optional<Booking> walkIn = dice.chance(WALKS_IN) ? walkIn(dice) : Optional.empty();
        Optional<Booking> booking = walkIn.or(() -> later(dice));
        booking.ifPresent(this::announce);
        return booking.isPresent();
    }

    private Optional<Booking> walkIn(Dice dice) {
        LocalDateTime earliest = office.chart.bookingsOn(office.today()).stream()
                .filter(b -> b.status() == Booking.Status.ARRIVED || b.status() == Booking.Status.DONE)
                .map(Booking::start)
                .reduce(office.present.now().toLocalDateTime(), (a, b) -> a.isAfter(b) ? a : b);
        if (!earliest.toLocalDate().equals(office.today())) {
            return Optional.empty();
        }
        return somebody(dice, earliest, earliest, "WALKIN");
    }

    private Optional<Booking> later(Dice dice) {
        LocalDateTime tomorrow = office.today().plusDays(1).atStartOfDay();
        return somebody(dice, tomorrow, office.horizon().atStartOfDay(), "PHONE");
    }

    /** Somebody for whom there is a time between two days, both included. */
    private Optional<Booking> somebody(Dice dice, LocalDateTime earliest, LocalDateTime last, String origin) {
        Practitioner practitioner = dice.pick(office.practice.practitioners());
        Optional<Patient> patient =
                office.panel().choose(practitioner.npi(), earliest.toLocalDate(), office.diary(), null, dice);
        return patient.flatMap(p -> office.panel()
                .service(p, earliest.toLocalDate(), office.diary(), SHORT_VISIT_MINUTES, dice)
                .flatMap(service -> office.openings()
                        .find(p.mrn(), practitioner.npi(), service, earliest, last.toLocalDate(), dice)
                        .map(opening -> office.clerk.book(p, service, opening, origin, 0, dice))));
    }

    /** S12 and then S17: entered by mistake and taken out again. */
    boolean bookByMistake() {
        Optional<Booking> mistaken = later(office.dice("mistake"));
        mistaken.ifPresent(planned -> {
            Booking booked = planned.with(Booking.Status.BOOKED);
            Booking deleted = planned.with(Booking.Status.MISTAKE);
            Patient patient = office.patientOf(planned);
            Envelope first = office.envelope();
            Envelope second = office.envelope();
            String booking = office.siu.booked(booked, patient, first);
            String deletion = office.siu.deleted(deleted, patient, office.reason(Reason.Kind.MISTAKE), second);
            Change change = new Change().put(deleted).send(office.outgoing("S12", first, booking));
            office.commit(change, "S17", second, deletion);
        });
        return mistaken.isPresent();
    }

    /** S12 for an appointment with a registered person's own practitioner in the coming days, when there is a time. */
    void bookFirst(Patient patient, Service service, Dice dice) {
        LocalDateTime tomorrow = office.today().plusDays(1).atStartOfDay();
        office.openings()
                .find(patient.mrn(), patient.pcp(), service, tomorrow, office.horizon(), dice)
                .map(opening -> office.clerk.book(patient, service, opening, "PHONE", 0, dice))
                .ifPresent(this::announce);
    }
}
