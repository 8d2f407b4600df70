package org.practicehub.benchmarks.hub;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Clerk;
import org.practicehub.sample.book.Opening;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.message.AdtMessages;
import org.practicehub.sample.message.Envelope;
import org.practicehub.sample.message.SiuMessages;
import org.practicehub.sample.patients.Contact;
import org.practicehub.sample.patients.Coverage;
import org.practicehub.sample.patients.Duplicate;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.PracticeFiles;
import org.practicehub.sample.practice.Practitioner;
import org.practicehub.sample.practice.Reason;
import org.practicehub.sample.practice.Service;
import org.practicehub.sample.practice.Staff;

/** The sample EHR of the demo practice with as many patients as wanted: it writes the messages, and sends none. */
final class Ehr {
    private static final int AHEAD_DAYS = 14;
    private static final int OPENS_AT = 8;
    private static final int LAST_QUARTER_HOUR = 36;

    final Practice practice;
    final AdtMessages adt;
    final SiuMessages siu;
    final Dice dice = Dice.of(1, "benchmark");

    private final ZoneId zone;
    private final Clerk clerk;
    private final List<Patient> models;
    private final List<Coverage> plans;
    private final Map<String, Patient> patients = new HashMap<>();
    private ZonedDateTime last;
    private int numbers;

    Ehr(Path folder) {
        practice = PracticeFiles.read(folder);
        zone = practice.zone();
        adt = new AdtMessages(practice, zone, mrn -> Optional.ofNullable(patients.get(mrn)));
        siu = new SiuMessages(practice, zone);
        clerk = new Clerk(practice, () -> number("A"));
        models = practice.patients().stream()
                .filter(patient -> !patient.isMinor(LocalDate.now(zone)))
                .toList();
        plans = practice.patients().stream()
                .flatMap(patient -> patient.coverages().stream())
                .filter(plan -> !plan.groupNumber().isEmpty())
                .toList();
        last = now();
    }

    /** A number that was not given away before. */
    String number(String prefix) {
        return prefix + "%07d".formatted(7_000_000 + ++numbers);
    }

    /** A grown-up with next of kin and insurance of their own, who lives and is called like one of the demo's patients. */
    Patient newPatient() {
        Patient model = dice.pick(models);
        String mrn = number("");
        Patient patient = model.under(mrn, "AC" + mrn)
                .withCoverages(List.of(coverage()))
                .withDuplicate(new Duplicate("", Duplicate.Stage.NONE));
        patients.put(mrn, patient);
        return patient;
    }

    Coverage coverage() {
        Coverage plan = dice.pick(plans);
        return new Coverage(
                plan.payer(),
                plan.planCode(),
                plan.planName(),
                "BCX" + number(""),
                "P" + dice.between(10_000, 99_999),
                LocalDate.now(zone).withDayOfMonth(1),
                Coverage.Relationship.SELF,
                "",
                "",
                "");
    }

    /** Another number of the range that is kept for fiction: a message that changes nothing would be no change. */
    Contact reachedElsewhere(Contact contact) {
        String phone = "847-555-01%02d".formatted(dice.between(0, 99));
        return phone.equals(contact.mobilePhone()) ? reachedElsewhere(contact) : contact.withMobilePhone(phone);
    }

    Patient patient(String mrn) {
        return Optional.ofNullable(patients.get(mrn)).orElseThrow();
    }

    Patient change(String mrn, UnaryOperator<Patient> change) {
        Patient changed = change.apply(patient(mrn));
        patients.put(mrn, changed);
        return changed;
    }

    /** The same person under a second number, by mistake. */
    Patient again(String mrn) {
        String other = number("");
        Patient again = patient(mrn).under(other, "AC" + other).withCoverages(List.of());
        patients.put(other, again);
        return again;
    }

    Booking book(Patient patient) {
        List<Service> services = practice.services().stream()
                .filter(service -> service.weight() > 0 && !service.needsProcedureRoom())
                .toList();
        return clerk.book(patient, dice.pick(services, Service::weight), opening(), "PHONE", 0, dice)
                .with(Booking.Status.BOOKED);
    }

    Opening opening() {
        Practitioner practitioner = dice.pick(practice.practitioners());
        String site = dice.pick(practice.sites()).code();
        return new Opening(
                practitioner.npi(),
                site,
                dice.pick(practice.examRooms(site)).code(),
                LocalDate.now(zone)
                        .plusDays(dice.between(1, AHEAD_DAYS))
                        .atTime(OPENS_AT, 0)
                        .plusMinutes(15L * dice.between(0, LAST_QUARTER_HOUR)));
    }

    Reason reason(Reason.Kind kind) {
        return dice.pick(practice.reasons(kind));
    }

    /** Every message is later than the one before it. */
    Envelope envelope() {
        ZonedDateTime now = now();
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MILLIS);
        return new Envelope(number("B"), last, last, dice.pick(practice.staffOf(Staff.FRONT_DESK)));
    }

    private ZonedDateTime now() {
        return ZonedDateTime.now(Clock.tickMillis(zone));
    }
}
