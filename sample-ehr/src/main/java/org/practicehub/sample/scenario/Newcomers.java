package org.practicehub.sample.scenario;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.patients.Address;
import org.practicehub.sample.patients.Contact;
import org.practicehub.sample.patients.Coverage;
import org.practicehub.sample.patients.Duplicate;
import org.practicehub.sample.patients.Name;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.Practitioner;

/** Invents people who are new to the practice, from names and streets that occur in its table of patients. */
final class Newcomers {

    private static final List<String> AREA_CODES = List.of("847", "224", "773", "312", "872");

    private final Practice practice;

    Newcomers(Practice practice) {
        this.practice = practice;
    }

    /** A grown-up under the age of Medicare. */
    Patient invent(String mrn, LocalDate today, Dice dice) {
        List<Patient> adults =
                practice.patients().stream().filter(p -> !p.isMinor(today)).toList();
        Patient namesake = dice.pick(adults);
        String family = dice.pick(adults).name().family();
        String given = namesake.name().given();
        LocalDate born = today.minusYears(dice.between(19, 62)).minusDays(dice.between(1, 364));
        List<Practitioner> taking = practice.practitioners().stream()
                .filter(p -> p.sees(today.getYear() - born.getYear()))
                .toList();
        return new Patient(
                mrn,
                "AC" + mrn,
                new Name(dice.chance(0.5) ? title(namesake.sex()) : "", family, given, "", "", ""),
                born,
                namesake.sex(),
                address(dice),
                new Contact("", phone(dice), email(given, family, dice)),
                namesake.language(),
                dice.chance(0.5) ? "S" : "M",
                dice.pick(taking).npi(),
                List.of(),
                dice.chance(0.9) ? List.of(coverage(today, dice)) : List.of(),
                new Duplicate("", Duplicate.Stage.NONE));
    }

    Address address(Dice dice) {
        Address known = dice.pick(practice.patients()).address();
        String street = known.street().replaceFirst("^\\d+ ", "").replaceFirst(" (Apt|Unit|#).*$", "");
        return new Address(dice.between(300, 3899) + " " + street, known.city(), known.state(), known.zip());
    }

    /** Insurance of one's own through an employer: a plan that others have, with numbers of one's own. */
    Coverage coverage(LocalDate today, Dice dice) {
        List<Coverage> plans = practice.patients().stream()
                .flatMap(p -> p.coverages().stream())
                .filter(c -> !c.groupNumber().isEmpty())
                .toList();
        Coverage plan = dice.pick(plans);
        return new Coverage(
                plan.payer(),
                plan.planCode(),
                plan.planName(),
                "BCX" + dice.between(100_000_000, 999_999_999),
                "P" + dice.between(10_000, 99_999),
                today.withDayOfMonth(1),
                Coverage.Relationship.SELF,
                "",
                "",
                "");
    }

    /** A number of the range that is kept for fiction, 555-0100 to 555-0199. */
    static String phone(Dice dice) {
        return dice.pick(AREA_CODES) + "-555-01%02d".formatted(dice.between(0, 99));
    }

    static String email(String given, String family, Dice dice) {
        return letters(given) + "." + letters(family) + dice.between(1, 99) + "@example.org";
    }

    static String title(String sex) {
        return sex.equals("F") ? "Ms" : "Mr";
    }

    /** A name as somebody types it who has no other letters on the keyboard. */
    static String plain(String name) {
        String decomposed =
                Normalizer.normalize(name.replace('ł', 'l').replace('Ł', 'L').replace('ı', 'i'), Normalizer.Form.NFD);
        return decomposed.replaceAll("\\p{M}", "");
    }

    private static String letters(String name) {
        return plain(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
