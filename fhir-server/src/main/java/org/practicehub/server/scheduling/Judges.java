package org.practicehub.server.scheduling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Appointment;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.scheduling.rules.Audience;
import org.practicehub.server.scheduling.rules.CurrentRules;
import org.practicehub.server.scheduling.rules.Facts;
import org.practicehub.server.scheduling.rules.Names;
import org.practicehub.server.scheduling.rules.PatientFacts;

/** Makes the judge of one request, by the rules as they are now. */
final class Judges {
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 5_000;

    private final CurrentRules rules;
    private final Clock clock;
    /** By what practitioners, sites and types of visit may be named: the same few, asked for each time that is looked at. */
    private final Cache<String, Set<String>> names = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    Judges(CurrentRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    CurrentRules rules() {
        return rules;
    }

    /**
     * @param service {@code HealthcareService/x}; empty for a visit whose type is not known here
     * @param patient {@code Patient/x}
     * @param existing what is moved, or booked after it was held or asked for
     */
    Judge of(
            Audience audience,
            String service,
            Optional<String> patient,
            Optional<Appointment> existing,
            StoredResources record) {
        Instant now = clock.instant();
        Optional<String> own = existing.map(one -> one.getIdElement().getIdPart());
        // A patient holds one time at once: what is held beside it is let go.
        Predicate<Appointment> counts =
                one -> !own.equals(Optional.of(one.getIdElement().getIdPart()))
                        // Who would come earlier has one visit and not two.
                        && !one.hasExtension(Terms.EARLIER_THAN)
                        && !(audience == Audience.PATIENT && Busy.holdUntil(one).isPresent());
        Optional<Facts> facts = patient.map(one -> new PatientFacts(one, record, now, counts));
        return new Judge(
                rules.rules(),
                audience,
                facts,
                service.isEmpty() ? Set.of() : names(service, record),
                reference -> names(reference, record),
                counts,
                now);
    }

    Set<String> names(String reference, StoredResources record) {
        return names.get(reference, one -> Names.of(one, record));
    }
}
