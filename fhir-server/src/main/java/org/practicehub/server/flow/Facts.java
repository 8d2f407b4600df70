package org.practicehub.server.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.practicehub.server.flow.FlowSettings.Item;

/** Decides from the record what the record can decide. An answer is what is missing; none, when nothing is. */
final class Facts {
    /** What can be asked for of a Patient. */
    static final Map<String, Predicate<Patient>> NEEDS = new TreeMap<>(Map.of(
            "name", patient -> patient.getName().stream().anyMatch(name -> name.hasFamily() && name.hasGiven()),
            "birthDate", Patient::hasBirthDate,
            "gender", Patient::hasGender,
            "phone", patient -> has(patient, ContactPointSystem.PHONE),
            "email", patient -> has(patient, ContactPointSystem.EMAIL),
            "address",
                    patient -> patient.getAddress().stream()
                            .filter(Address::hasLine)
                            .anyMatch(Address::hasPostalCode)));

    private static final Map<String, String> WORDS = Map.of("birthDate", "birth date");
    private static final Set<QuestionnaireResponseStatus> ANSWERED =
            EnumSet.of(QuestionnaireResponseStatus.COMPLETED, QuestionnaireResponseStatus.AMENDED);
    private static final Set<AppointmentStatus> TO_COME = EnumSet.of(
            AppointmentStatus.PROPOSED,
            AppointmentStatus.PENDING,
            AppointmentStatus.BOOKED,
            AppointmentStatus.WAITLIST);

    private final Found found;
    private final Clock clock;

    Facts(Found found, Clock clock) {
        this.found = found;
        this.clock = clock;
    }

    /** Why the item is not met; empty when it is. */
    Optional<String> missing(Item item, Appointment appointment) {
        Optional<String> patient = Found.patient(appointment);
        if (patient.isEmpty()) {
            return Optional.of("The visit names no patient.");
        }
        return switch (item.how()) {
            case TICKED -> Optional.of("Nobody has ticked it yet.");
            case DEMOGRAPHICS -> demographics(item, patient.get());
            case COVERAGE -> unless(coverage(patient.get(), appointment), "No coverage is in force on the day.");
            case CONSENT -> unless(consent(item, patient.get()), "There is no such consent in force.");
            case QUESTIONNAIRE -> unless(answered(item, patient.get()), "It has not been answered.");
            case FOLLOW_UP -> unless(comesAgain(patient.get(), appointment), "No later visit is booked.");
            case CHARGES -> unless(charged(appointment), "There is no charge for this visit.");
        };
    }

    private static Optional<String> unless(boolean met, String why) {
        return met ? Optional.empty() : Optional.of(why);
    }

    private Optional<String> demographics(Item item, String reference) {
        Optional<Patient> patient = found.read(Patient.class, reference);
        List<String> missing = new ArrayList<>();
        for (String need : item.needs()) {
            if (patient.filter(NEEDS.getOrDefault(need, one -> false)).isEmpty()) {
                missing.add(WORDS.getOrDefault(need, need));
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of("Missing: " + String.join(", ", missing) + ".");
    }

    private static boolean has(Patient patient, ContactPointSystem system) {
        return patient.getTelecom().stream().anyMatch(one -> one.getSystem() == system && one.hasValue());
    }

    private boolean coverage(String patient, Appointment appointment) {
        String day = day(appointment);
        return found.referring(Coverage.class, "beneficiary", patient).stream()
                .filter(one -> one.getStatus() == CoverageStatus.ACTIVE)
                .anyMatch(one -> isOn(one.getPeriod(), day));
    }

    /** The day by the visit's own clock. */
    private String day(Appointment appointment) {
        return appointment.hasStart()
                ? appointment.getStartElement().getValueAsString().substring(0, "2026-01-01".length())
                : clock.instant().toString().substring(0, "2026-01-01".length());
    }

    private static boolean isOn(Period period, String day) {
        boolean begun = !period.hasStart()
                || period.getStartElement().getValueAsString().compareTo(day + "T99") <= 0;
        return begun && (!period.hasEnd() || !isBefore(period.getEndElement().getValueAsString(), day));
    }

    /** An end of less precision lasts to the end of its month or year. */
    private static boolean isBefore(String end, String day) {
        int precision = Math.min(end.length(), day.length());
        return end.substring(0, precision).compareTo(day.substring(0, precision)) < 0;
    }

    private boolean consent(Item item, String patient) {
        return found.referring(Consent.class, "patient", patient).stream()
                .filter(one -> one.getStatus() == ConsentState.ACTIVE)
                .filter(one -> one.getProvision().getType() != ConsentProvisionType.DENY)
                .filter(one -> isOn(
                        one.getProvision().getPeriod(),
                        clock.instant().toString().substring(0, "2026-01-01".length())))
                .anyMatch(one -> one.getCategory().stream().anyMatch(concept -> isCoded(concept, item.category())));
    }

    private static boolean isCoded(CodeableConcept concept, @org.jspecify.annotations.Nullable String token) {
        String wanted = token == null ? "" : token;
        return concept.getCoding().stream()
                .anyMatch(coding -> wanted.contains("|")
                        ? wanted.equals(coding.getSystem() + "|" + coding.getCode())
                        : wanted.equals(coding.getCode()));
    }

    private boolean answered(Item item, String patient) {
        String wanted = String.valueOf(item.questionnaire());
        Instant oldest = item.days() == null ? Instant.EPOCH : clock.instant().minus(Duration.ofDays(item.days()));
        return found.referring(QuestionnaireResponse.class, "subject", patient).stream()
                .filter(one -> ANSWERED.contains(one.getStatus()))
                .filter(one -> wanted.equals(one.getQuestionnaire())
                        || String.valueOf(one.getQuestionnaire()).startsWith(wanted + "|"))
                .anyMatch(one -> item.days() == null
                        || (one.hasAuthored() && !one.getAuthored().toInstant().isBefore(oldest)));
    }

    private boolean comesAgain(String patient, Appointment appointment) {
        Date after = appointment.hasStart() ? appointment.getStart() : Date.from(clock.instant());
        return found.referring(Appointment.class, "patient", patient).stream()
                .filter(one -> !Found.reference(one).equals(Found.reference(appointment)))
                .filter(one -> TO_COME.contains(one.getStatus()))
                .anyMatch(one -> !one.hasStart() || one.getStart().after(after));
    }

    private boolean charged(Appointment appointment) {
        return found.encounter(appointment)
                .map(Found::reference)
                .map(encounter -> found.referring(ChargeItem.class, "context", encounter).stream()
                        .anyMatch(Facts::stands))
                .orElse(false);
    }

    private static boolean stands(ChargeItem charge) {
        return charge.getStatus() != ChargeItemStatus.ENTEREDINERROR && charge.getStatus() != ChargeItemStatus.ABORTED;
    }
}
