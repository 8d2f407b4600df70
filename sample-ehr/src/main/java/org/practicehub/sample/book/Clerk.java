package org.practicehub.sample.book;

import java.util.List;
import java.util.function.Supplier;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.Reason;
import org.practicehub.sample.practice.Service;
import org.practicehub.sample.practice.Staff;

/** Writes an appointment down: gives it a number, notes why the patient comes, and signs. */
public final class Clerk {

    private final Practice practice;
    private final Supplier<String> ids;

    public Clerk(Practice practice, Supplier<String> ids) {
        this.practice = practice;
        this.ids = ids;
    }

    public Booking book(
            Patient patient, Service service, Opening opening, String origin, double confirmedShare, Dice dice) {
        int age = patient.age(opening.start().toLocalDate());
        List<Reason> notes = fitting(Reason.Kind.NOTE, service, age);
        List<Staff> desk = practice.staffOf(Staff.FRONT_DESK);
        return new Booking(
                ids.get(),
                patient.mrn(),
                opening.npi(),
                opening.site(),
                opening.room(),
                service.code(),
                opening.start(),
                service.minutes(),
                Booking.Status.PLANNED,
                dice.chance(confirmedShare),
                origin,
                dice.pick(fitting(Reason.Kind.VISIT, service, age)).text(),
                !notes.isEmpty() && dice.chance(0.15) ? dice.pick(notes).text() : "",
                dice.pick(desk).id(),
                0);
    }

    private List<Reason> fitting(Reason.Kind kind, Service service, int age) {
        List<Reason> all = practice.reasons(kind).stream()
                .filter(reason -> reason.suits(service.code(), age))
                .toList();
        return all.isEmpty() && kind == Reason.Kind.VISIT
                ? List.of(new Reason(kind, service.code(), "", service.display(), 0, 0))
                : all;
    }
}
