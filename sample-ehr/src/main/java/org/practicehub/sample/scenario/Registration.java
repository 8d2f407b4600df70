package org.practicehub.sample.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.message.Envelope;
import org.practicehub.sample.patients.Address;
import org.practicehub.sample.patients.Contact;
import org.practicehub.sample.patients.Coverage;
import org.practicehub.sample.patients.Name;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Service;
import org.practicehub.sample.state.Change;

/** What happens to people's data: new patients, and what changes about the known ones. */
final class Registration {

    private final Office office;
    private final NewAppointments appointments;
    private final Newcomers newcomers;

    Registration(Office office, NewAppointments appointments) {
        this.office = office;
        this.appointments = appointments;
        this.newcomers = new Newcomers(office.practice);
    }

    /** A28, and S12 for the first visit when there is a time for one. A practice that has doubled takes nobody new. */
    boolean register() {
        if (office.chart.patients().size() >= 2 * office.practice.patients().size()) {
            return false;
        }
        Dice dice = office.dice("newcomer");
        Patient patient = newcomers.invent(office.chart.nextMrn(), office.today(), dice);
        Service first = office.practice.service(Service.FIRST_VISIT);
        Envelope envelope = office.envelope();
        office.commit(new Change().put(patient), "A28", envelope, office.adt.registration(patient, envelope));
        appointments.bookFirst(patient, first, dice);
        return true;
    }

    /** A31: another mobile number or mail address. */
    boolean changeContact() {
        Dice dice = office.dice("contact");
        Patient patient = dice.pick(grownUps(p -> true));
        Contact contact = patient.contact();
        Contact changed = dice.chance(0.6)
                ? contact.withMobilePhone(Newcomers.phone(dice))
                : contact.withEmail(
                        Newcomers.email(patient.name().given(), patient.name().family(), dice));
        update(patient.withContact(changed));
        return true;
    }

    /** A31 for each member of a household that moves. */
    boolean move() {
        Dice dice = office.dice("move");
        Patient mover = dice.pick(grownUps(p -> true));
        Address address = newcomers.address(dice);
        office.chart.patients().stream()
                .filter(Patient::isSingle)
                .filter(mover::livesWith)
                .toList()
                .forEach(patient -> update(patient.withAddress(address)));
        return true;
    }

    /** A31 with a married name; the name before stays beside it. */
    boolean marry() {
        Dice dice = office.dice("marry");
        List<Patient> single = grownUps(p -> p.maritalStatus().equals("S")
                && p.age(office.today()) >= 22
                && p.name().maiden().isEmpty()
                && p.name().suffix().isEmpty());
        if (single.isEmpty()) {
            return false;
        }
        Patient bride = dice.pick(single, p -> p.sex().equals("F") ? 5 : 1);
        Name name = bride.name();
        String title = name.prefix().equals("Ms") ? "Mrs" : name.prefix();
        String married = dice.pick(grownUps(p -> !p.name().family().equals(name.family())))
                .name()
                .family();
        Name changed = new Name(title, married, name.given(), name.middle(), "", name.family());
        update(bride.withName(changed).withMaritalStatus("M"));
        return true;
    }

    private void update(Patient changed) {
        Envelope envelope = office.envelope();
        office.commit(new Change().put(changed), "A31", envelope, office.adt.personUpdate(changed, envelope));
    }

    /** A08 with a new IN1: at the desk during a visit where possible, else by telephone. */
    boolean changeInsurance() {
        Dice dice = office.dice("insurance");
        Optional<Booking> atTheDesk = office.chart.bookingsOn(office.today()).stream()
                .filter(b -> office.openVisit(b).isPresent() && insuresOnlyOneself(office.patientOf(b)))
                .findFirst();
        List<Patient> others = grownUps(this::insuresOnlyOneself);
        if (atTheDesk.isEmpty() && others.isEmpty()) {
            return false;
        }
        Patient patient = atTheDesk.map(office::patientOf).orElseGet(() -> dice.pick(others));
        Coverage coverage = newcomers.coverage(office.today(), dice);
        Patient changed = patient.withCoverages(List.of(coverage));
        Envelope envelope = office.envelope();
        String text = atTheDesk
                .map(booking -> atTheDesk(changed, booking, envelope))
                .orElseGet(() -> office.adt.patientUpdate(changed, envelope));
        office.commit(new Change().put(changed), "A08", envelope, text);
        return true;
    }

    private String atTheDesk(Patient patient, Booking booking, Envelope envelope) {
        Visit visit = office.openVisit(booking).orElseThrow();
        return office.adt.visitUpdate(patient, visit, booking, envelope);
    }

    /** Somebody of working age with a plan that nobody else is on, or with none. */
    private boolean insuresOnlyOneself(Patient patient) {
        boolean own = patient.coverages().stream()
                .allMatch(c -> c.relationship() == Coverage.Relationship.SELF
                        && !c.groupNumber().isEmpty());
        boolean others = office.chart.patients().stream()
                .flatMap(p -> p.coverages().stream())
                .anyMatch(c -> c.subscriberMrn().equals(patient.mrn()));
        return own && !others && !patient.isMinor(office.today()) && patient.isSingle();
    }

    private List<Patient> grownUps(Predicate<Patient> which) {
        return office.chart.patients().stream()
                .filter(Patient::isSingle)
                .filter(p -> !p.isMinor(office.today()))
                .filter(which)
                .toList();
    }
}
