package org.practicehub.server.scheduling;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.scheduling.rules.Audience;

/**
 * An Appointment that waits for a time (practice.md S2), as it is read.
 *
 * @param patient {@code Patient/x}
 * @param service {@code HealthcareService/x}
 * @param providers whom they would see; anybody, when empty
 * @param sites where; anywhere, when empty
 * @param wished when; at any time, when empty
 * @param priority 1 is the highest and 9 the lowest
 * @param until then it waits no longer
 * @param visit the visit that is booked already and should be earlier
 */
record WaitlistEntry(
        Appointment appointment,
        String patient,
        String service,
        Set<String> providers,
        Set<String> sites,
        List<Span> wished,
        int priority,
        Instant since,
        Instant until,
        Optional<String> visit) {
    /** iCalendar, RFC 5545 3.8.1.9: 1 is the highest, 9 the lowest, 0 says nothing. */
    static final int LOWEST = 9;

    private static final int MIDDLE = 5;

    static WaitlistEntry of(Appointment appointment, StoredResources record) {
        Instant since = appointment.hasCreated() ? appointment.getCreated().toInstant() : Instant.EPOCH;
        Set<String> providers = new LinkedHashSet<>();
        AppointmentParts.actors(appointment, "Practitioner").forEach(providers::add);
        AppointmentParts.actors(appointment, "PractitionerRole")
                .flatMap(role -> owner(role, record))
                .forEach(providers::add);
        return new WaitlistEntry(
                appointment,
                AppointmentParts.actors(appointment, "Patient").findFirst().orElse(""),
                AppointmentParts.service(appointment).orElse(""),
                providers,
                Set.copyOf(AppointmentParts.actors(appointment, "Location").toList()),
                appointment.getRequestedPeriod().stream()
                        .map(WaitlistEntry::span)
                        .toList(),
                appointment.getPriority() == 0 ? MIDDLE : Math.min(LOWEST, appointment.getPriority()),
                since,
                until(appointment).orElse(Instant.MAX),
                visit(appointment));
    }

    /** A person with two roles has one calendar. */
    private static Stream<String> owner(String role, StoredResources record) {
        return MeantTimes.find(new Reference(role), "PractitionerRole", record)
                .map(found -> ((PractitionerRole) found).getPractitioner().getReference())
                .stream();
    }

    /** A last day counts to its end. */
    static Span span(Period period) {
        return new Span(
                period.hasStart() ? period.getStart().toInstant() : Instant.MIN,
                period.hasEnd() ? end(period.getEndElement()) : Instant.MAX);
    }

    private static Instant end(BaseDateTimeType element) {
        Instant end = element.getValue().toInstant();
        return element.getPrecision() == TemporalPrecisionEnum.DAY ? end.plus(1, ChronoUnit.DAYS) : end;
    }

    static Optional<Instant> until(Appointment appointment) {
        return Optional.ofNullable(appointment.getExtensionByUrl(Terms.WAITS_UNTIL))
                .map(Extension::getValue)
                .filter(BaseDateTimeType.class::isInstance)
                .map(value -> (BaseDateTimeType) value)
                .filter(BaseDateTimeType::hasValue)
                .map(WaitlistEntry::end);
    }

    static Optional<String> visit(Appointment appointment) {
        return Optional.ofNullable(appointment.getExtensionByUrl(Terms.EARLIER_THAN))
                .map(Extension::getValue)
                .filter(Reference.class::isInstance)
                .map(value -> ((Reference) value).getReference());
    }

    String id() {
        return appointment.getIdElement().getIdPart();
    }

    /** Whose rules hold: of an entry that a patient wrote those for patients, whoever answers for them. */
    Audience audience() {
        return appointment.hasExtension(Terms.ASKED_BY) ? Audience.PATIENT : Audience.STAFF;
    }

    boolean wishes(Span visit) {
        return wished.isEmpty()
                || wished.stream()
                        .anyMatch(period -> !visit.from().isBefore(period.from())
                                && !visit.until().isAfter(period.until()));
    }

    /** From the first of what is wished to the last. */
    Span envelope() {
        return new Span(
                wished.stream().map(Span::from).min(Instant::compareTo).orElse(Instant.MIN),
                wished.stream().map(Span::until).max(Instant::compareTo).orElse(Instant.MAX));
    }

    boolean isOn() {
        return appointment.getStatus() == Appointment.AppointmentStatus.WAITLIST;
    }

    /** What of it stays when it has a time: who comes and for what, and no longer what was wished of whom and until when. */
    Appointment withoutWishes() {
        Appointment copy = withoutOffer();
        List<String> wanted = AppointmentParts.timed(copy);
        copy.getParticipant()
                .removeIf(one -> wanted.contains(String.valueOf(one.getActor().getReference())));
        Stream.of(Terms.WAITS_UNTIL, Terms.EARLIER_THAN, Terms.ASKED_BY)
                .forEach(extension -> AppointmentParts.drop(copy, extension));
        return copy;
    }

    Appointment withoutOffer() {
        Appointment copy = appointment.copy();
        AppointmentParts.drop(copy, Terms.WAITLIST_OFFER);
        return copy;
    }

    /** With the time that it can have now. */
    Appointment offered(Offer offer, Instant answerBy) {
        Appointment copy = withoutOffer();
        Extension made = copy.addExtension().setUrl(Terms.WAITLIST_OFFER);
        made.addExtension("start", time(offer.span().from()));
        made.addExtension("end", time(offer.span().until()));
        made.addExtension("answer-by", time(answerBy));
        made.addExtension("practitioner", new Reference(offer.provider()));
        offer.site().ifPresent(site -> made.addExtension("location", new Reference(site)));
        return copy;
    }

    private static DateTimeType time(Instant time) {
        return new DateTimeType(Date.from(time.truncatedTo(ChronoUnit.SECONDS)));
    }
}
