package org.practicehub.server.scheduling;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipantRequired;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.server.access.Authorship;
import org.practicehub.server.scheduling.Calendars.OpenHours;
import org.practicehub.server.scheduling.Refused.Why;
import org.practicehub.server.scheduling.rules.Audience;

/** Visits that begin now: of people who have no booking and are here. */
public final class WalkIns {
    private final Desk desk;
    private final Calendars calendars;
    private final MeantTimes times;
    private final PatientsVisits visits;
    private final Judges judges;
    private final Clock clock;

    WalkIns(Desk desk, Calendars calendars, MeantTimes times, PatientsVisits visits, Judges judges, Clock clock) {
        this.desk = desk;
        this.calendars = calendars;
        this.times = times;
        this.visits = visits;
        this.judges = judges;
        this.clock = clock;
    }

    /**
     * What somebody who walks in comes for.
     *
     * @param patient {@code Patient/x}
     * @param service the HealthcareService
     * @param practitioner with whom, if it is said
     * @param location the site, if it is said
     */
    public record Coming(
            @Nullable Reference patient,
            @Nullable Reference service,
            @Nullable Reference practitioner,
            @Nullable Reference location,
            Optional<String> comment) {}

    /** Books the time that begins now; refuses, or loses it, where it is not free. */
    public Appointment take(Coming coming, Unit unit) {
        String patient = patient(coming, unit);
        Offer offer = times.own(
                new DateTimeType(Date.from(now())),
                coming.service(),
                coming.practitioner(),
                coming.location(),
                unit.resources());
        String id = desk.put(
                new Wanted(
                        times.type(coming.service(), unit.resources()),
                        offer,
                        List.of(),
                        Optional.empty(),
                        Optional.of(patient),
                        judges.of(
                                Audience.STAFF,
                                offer.service(),
                                Optional.of(patient),
                                Optional.empty(),
                                unit.resources()),
                        coming.comment(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                unit);
        return (Appointment) unit.resources()
                .read(org.hl7.fhir.r4.model.ResourceType.Appointment, id)
                .orElseThrow();
    }

    /** The same in nobody's calendar: they wait until somebody has time. It is not stored yet. */
    public Appointment queued(Coming coming, Unit unit) {
        String patient = patient(coming, unit);
        VisitType type = times.type(coming.service(), unit.resources());
        Span span = new Span(now(), now().plus(type.length()));
        visits.checkFree(patient, span, other -> true);
        Appointment appointment = new Appointment();
        appointment.setId("Appointment/" + UUID.randomUUID());
        appointment.setStatus(AppointmentStatus.ARRIVED).setCreated(Date.from(clock.instant()));
        coming.comment().ifPresent(appointment::setComment);
        AppointmentParts.type(appointment, type);
        Optional<String> provider = Optional.ofNullable(coming.practitioner()).map(Reference::getReference);
        Optional<String> site = Optional.ofNullable(coming.location()).map(Reference::getReference);
        AppointmentParts.time(appointment, span, zone(provider, site, unit));
        Stream.of(Optional.of(patient), provider, site)
                .flatMap(Optional::stream)
                .forEach(actor -> {
                    Reference reference = new Reference(actor);
                    if (!actor.startsWith("Patient/")) {
                        AppointmentParts.display(actor, unit.resources()).ifPresent(reference::setDisplay);
                    }
                    appointment
                            .addParticipant()
                            .setActor(reference)
                            .setRequired(ParticipantRequired.REQUIRED)
                            .setStatus(ParticipationStatus.ACCEPTED);
                });
        return appointment;
    }

    /** Writes what became of it: as one change, by whoever asks. */
    public static void write(Appointment appointment, Optional<Appointment> before, Unit unit) {
        unit.write(
                List.of(new Change(appointment, before.map(one -> one))),
                Authorship.current().orElse("urn:x-hub:scheduling"));
    }

    private ZoneId zone(Optional<String> provider, Optional<String> site, Unit unit) {
        Map<String, List<OpenHours>> hours = calendars.all(unit.resources());
        List<OpenHours> own = provider.map(one -> hours.getOrDefault(one, List.of()))
                .filter(one -> !one.isEmpty())
                .orElseGet(() -> hours.values().stream()
                        .flatMap(List::stream)
                        .filter(one -> !one.templates().isEmpty())
                        .limit(1)
                        .toList());
        return Proposals.zone(own, site);
    }

    private static String patient(Coming coming, Unit unit) {
        return MeantTimes.find(coming.patient(), "Patient", unit.resources())
                .map(found -> "Patient/" + found.getIdElement().getIdPart())
                .orElseThrow(() -> Refused.because(Why.REQUIRED, "Choose who has come.", "patient-reference"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }
}
