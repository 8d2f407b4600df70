package org.practicehub.server.scheduling;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Appointment;
import org.practicehub.server.scheduling.rules.Audience;
import org.practicehub.server.scheduling.rules.Booking;
import org.practicehub.server.scheduling.rules.BookingRules;
import org.practicehub.server.scheduling.rules.Facts;
import org.practicehub.server.scheduling.rules.Refusal;
import org.practicehub.server.scheduling.rules.Ruling;
import org.practicehub.server.scheduling.rules.Subject;

/**
 * Whether the practice's rules let somebody book something (S1): one and the same for what {@code $find} offers and for what
 * {@code $book} takes. It lives as long as one request.
 */
final class Judge {
    private final BookingRules rules;
    private final Audience audience;
    private final Optional<Facts> patient;
    private final Set<String> service;
    private final Function<String, Set<String>> names;
    private final Predicate<Appointment> counts;
    private final Instant now;
    private final Map<Place, Ruling> rulings = new HashMap<>();
    private Optional<Refusal> hidden = Optional.empty();

    private record Place(Optional<String> practitioner, Optional<String> site) {}

    /**
     * @param patient whose visit it is, as far as that is known
     * @param service the names of the type of visit
     * @param names of a reference
     * @param counts which of the patient's visits stand beside it
     */
    Judge(
            BookingRules rules,
            Audience audience,
            Optional<Facts> patient,
            Set<String> service,
            Function<String, Set<String>> names,
            Predicate<Appointment> counts,
            Instant now) {
        this.rules = rules;
        this.audience = audience;
        this.patient = patient;
        this.service = service;
        this.names = names;
        this.counts = counts;
        this.now = now;
    }

    boolean isAskedByPatient() {
        return audience == Audience.PATIENT;
    }

    /** Whether one of the patient's visits stands beside what is wanted, and is not what is moved, booked or let go. */
    boolean counts(Appointment visit) {
        return counts.test(visit);
    }

    /** Whether times of this template are for who asks. */
    boolean shows(Template template) {
        return audience == Audience.STAFF || template.isForPatients(now);
    }

    /** Whether this time may be booked; the first that may not is remembered, for who finds none at all. */
    boolean allows(String practitioner, Optional<String> site, Instant start, ZoneId zone) {
        Optional<Refusal> refusal =
                ruling(Optional.of(practitioner), site).refusal(new Booking(patient, Optional.of(start), zone, now));
        if (hidden.isEmpty()) {
            hidden = refusal;
        }
        return refusal.isEmpty();
    }

    /** Why something that was free was not offered. */
    Optional<Refusal> hidden() {
        return hidden;
    }

    /** Refuses what may not be booked. */
    void check(Offer offer, ZoneId zone) {
        ruling(Optional.of(offer.provider()), offer.site())
                .refusal(new Booking(patient, Optional.of(offer.span().from()), zone, now))
                .ifPresent(refusal -> {
                    throw Refused.byRule(refusal, "appointment-reference");
                });
    }

    /** Why a visit cannot be moved or called off any more without the front desk. */
    Optional<Refusal> cutOff(String practitioner, Optional<String> site, Instant start) {
        return ruling(Optional.of(practitioner), site)
                .cutOff(new Booking(patient, Optional.of(start), ZoneId.of("UTC"), now));
    }

    /** What holds with this practitioner at this site, or wherever that is open. */
    Ruling ruling(Optional<String> practitioner, Optional<String> site) {
        return rulings.computeIfAbsent(
                new Place(practitioner, site),
                place -> rules.ruling(
                        audience,
                        new Subject(
                                service,
                                site.filter(one -> rules.nameLocations())
                                        .map(names)
                                        .orElse(Set.of()),
                                practitioner
                                        .filter(one -> rules.namePractitioners())
                                        .map(names)
                                        .orElse(Set.of()))));
    }

    /** A booking without a time, to see what holds for the patient. */
    Booking atAnyTime(ZoneId zone) {
        return at(Optional.empty(), zone);
    }

    Booking at(Optional<Instant> start, ZoneId zone) {
        return new Booking(patient, start, zone, now);
    }
}
