package org.practicehub.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Patient;

/**
 * Whether somebody has to do with a patient: a visit booked with them, an encounter of the last two years, a care team, or
 * being their general practitioner (smart.md 3.2).
 */
final class Relations {
    private static final int MONTHS = 24;
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Records records;
    private final Clock clock;
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(50_000)
            .build();

    Relations(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * Whether they have to do with each other.
     *
     * @param patient as {@code Patient/…}
     * @param as the person as resources
     */
    boolean exist(String patient, Set<String> as) {
        return !as.isEmpty()
                && known.get(
                        patient + " " + String.join(",", as.stream().sorted().toList()), key -> look(patient, as));
    }

    private boolean look(String patient, Set<String> as) {
        String people = String.join(
                ",",
                as.stream()
                        .filter(who -> !who.startsWith("Organization/"))
                        .sorted()
                        .toList());
        LocalDate since = LocalDate.now(clock).minusMonths(MONTHS);
        return records.any("Appointment?patient=" + patient + "&actor=" + people)
                || records.any("Encounter?patient=" + patient + "&participant=" + people + "&date=ge" + since)
                || records.any("CareTeam?patient=" + patient + "&participant=" + people)
                || records.current(patient)
                        .filter(found -> generalPractitioner(found, as))
                        .isPresent();
    }

    private static boolean generalPractitioner(IBaseResource patient, Set<String> as) {
        return ((Patient) patient)
                .getGeneralPractitioner().stream()
                        .anyMatch(reference -> as.contains(reference
                                .getReferenceElement()
                                .toUnqualifiedVersionless()
                                .getValue()));
    }
}
