package org.practicehub.sample.book;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.Practitioner;
import org.practicehub.sample.practice.Service;

/** Chooses who comes to whom and for what: mostly one's own patients, of the right age, and not every other day. */
public final class Panel {

    private static final int MOST_VISITS_IN_THE_BOOK = 3;
    private static final int SHORT_VISIT_MINUTES = 20;
    private static final double FAMILY_COMES_TOGETHER = 0.2;

    private final Practice practice;
    private final List<Patient> patients;

    public Panel(Practice practice, Collection<Patient> patients) {
        this.practice = practice;
        this.patients = patients.stream().filter(Patient::isSingle).toList();
    }

    /** A patient for a practitioner on a day; {@code previous} is who comes right before, whose family may come too. */
    public Optional<Patient> choose(String npi, LocalDate day, Diary diary, @Nullable Patient previous, Dice dice) {
        Practitioner practitioner = practice.practitioner(npi);
        List<Patient> eligible = patients.stream()
                .filter(p -> p.isBorn(day) && practitioner.sees(p.age(day)))
                .filter(p -> !diary.comesOn(day, p.mrn()) && diary.visitsOf(p.mrn()) < MOST_VISITS_IN_THE_BOOK)
                .toList();
        if (eligible.isEmpty()) {
            return Optional.empty();
        }
        if (previous != null) {
            List<Patient> family = eligible.stream().filter(previous::livesWith).toList();
            if (!family.isEmpty() && dice.chance(FAMILY_COMES_TOGETHER)) {
                return Optional.of(dice.pick(family));
            }
        }
        return Optional.of(dice.pick(eligible, p -> weight(p, npi, diary)));
    }

    private static double weight(Patient patient, String npi, Diary diary) {
        double own = patient.pcp().equals(npi) ? 6 : 1;
        int coming = diary.visitsOf(patient.mrn());
        return own / (1 + 4 * coming * coming);
    }

    /** A visit type that suits the age and fits the time; whoever comes again within weeks comes for something short. */
    public Optional<Service> service(Patient patient, LocalDate day, Diary diary, int minutes, Dice dice) {
        int age = patient.age(day);
        boolean comesAnyway = diary.visitsOf(patient.mrn()) > 0;
        List<Service> suitable = practice.services().stream()
                .filter(s -> s.weight() > 0 && s.suits(age) && s.minutes() <= minutes)
                .filter(s -> !comesAnyway || s.minutes() <= SHORT_VISIT_MINUTES)
                .toList();
        return suitable.isEmpty() ? Optional.empty() : Optional.of(dice.pick(suitable, Service::weight));
    }
}
