package org.practicehub.sample.scenario;

import java.util.List;
import java.util.Optional;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.message.Envelope;
import org.practicehub.sample.patients.Contact;
import org.practicehub.sample.patients.Duplicate;
import org.practicehub.sample.patients.Duplicate.Stage;
import org.practicehub.sample.patients.Name;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Service;
import org.practicehub.sample.state.Change;

/** The story of somebody who is registered twice, in three acts. */
final class Duplicates {

    private final Office office;
    private final NewAppointments appointments;

    Duplicates(Office office, NewAppointments appointments) {
        this.office = office;
        this.appointments = appointments;
    }

    /** Act one, A28 and S12: somebody who did not look first registers a known patient again and books a visit. */
    boolean registerAgain() {
        if (at(Stage.REGISTERED).isPresent()) {
            return false;
        }
        Dice dice = office.dice("duplicate");
        List<Patient> candidates = office.chart.patients().stream()
                .filter(p -> p.isSingle() && !p.isMinor(office.today()))
                .filter(p -> !p.contact().mobilePhone().isEmpty())
                .toList();
        if (candidates.isEmpty()) {
            return false;
        }
        Patient known = dice.pick(candidates);
        Patient again = again(known);
        Envelope envelope = office.envelope();
        office.commit(new Change().put(again), "A28", envelope, office.adt.registration(again, envelope));
        appointments.bookFirst(again, office.practice.service(Service.FOLLOW_UP), dice);
        return true;
    }

    /** The same person as told over the telephone: no accents, no middle name, no insurance card. */
    private Patient again(Patient known) {
        String mrn = office.chart.nextMrn();
        Name name = known.name();
        Name heard = new Name("", Newcomers.plain(name.family()), Newcomers.plain(name.given()), "", "", "");
        return known.under(mrn, "AC" + mrn)
                .withName(heard)
                .withContact(new Contact("", known.contact().mobilePhone(), ""))
                .withCoverages(List.of())
                .withDuplicate(new Duplicate(known.mrn(), Stage.REGISTERED));
    }

    /** Act two, A40: it is found out, and everything goes under the first number. */
    boolean merge() {
        Optional<Patient> found = at(Stage.REGISTERED);
        found.ifPresent(again -> {
            Patient survivor = office.chart.patient(again.duplicate().of()).orElseThrow();
            Change change = new Change().put(again.withDuplicate(new Duplicate(survivor.mrn(), Stage.MERGED)));
            office.chart.bookings().stream()
                    .filter(booking -> booking.mrn().equals(again.mrn()))
                    .forEach(booking -> change.put(booking.withMrn(survivor.mrn())));
            Envelope envelope = office.envelope();
            office.commit(change, "A40", envelope, office.adt.merge(survivor, again, envelope));
        });
        return found.isPresent();
    }

    /** Act three, A08: somebody still has the second number on paper, and a new appointments number comes under it. */
    boolean nameAgain() {
        Optional<Patient> merged = at(Stage.MERGED);
        merged.ifPresent(again -> {
            Patient survivor = office.chart.patient(again.duplicate().of()).orElseThrow();
            Contact contact = survivor.contact().withMobilePhone(Newcomers.phone(office.dice("late phone")));
            Patient changed = survivor.withContact(contact);
            Change change = new Change()
                    .put(changed)
                    .put(again.withDuplicate(new Duplicate(survivor.mrn(), Stage.NAMED_AGAIN)));
            Envelope envelope = office.envelope();
            Patient asSent = changed.under(again.mrn(), again.account());
            office.commit(change, "A08", envelope, office.adt.patientUpdate(asSent, envelope));
        });
        return merged.isPresent();
    }

    boolean isOpen() {
        return at(Stage.REGISTERED).isPresent() || at(Stage.MERGED).isPresent();
    }

    boolean hasBegun() {
        return office.chart.patients().stream().anyMatch(p -> !p.isSingle());
    }

    private Optional<Patient> at(Stage stage) {
        return office.chart.patients().stream()
                .filter(p -> p.duplicate().stage() == stage)
                .findFirst();
    }
}
