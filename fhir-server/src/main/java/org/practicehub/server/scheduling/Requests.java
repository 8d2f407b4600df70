package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.access.Access;
import org.practicehub.server.access.Access.Right;
import org.practicehub.server.access.Sight;
import org.practicehub.server.scheduling.Refused.Why;
import org.practicehub.server.scheduling.rules.Audience;

/** Reads who asks, about whom and which visit, and says beside which parameter it is wrong. */
final class Requests {
    private static final Set<AppointmentStatus> ASKED = Set.of(AppointmentStatus.PROPOSED, AppointmentStatus.WAITLIST);
    private static final Set<AppointmentStatus> ALIVE = Set.of(
            AppointmentStatus.PROPOSED,
            AppointmentStatus.WAITLIST,
            AppointmentStatus.PENDING,
            AppointmentStatus.BOOKED);

    private final SchedulingSettings settings;
    private final Sight sight;
    private final Clock clock;

    Requests(SchedulingSettings settings, Sight sight, Clock clock) {
        this.settings = settings;
        this.sight = sight;
        this.clock = clock;
    }

    /**
     * Who books: whoever may for everybody, or a patient, or who acts for patients, for those alone.
     *
     * @param patients whose visits they may book; of everybody, when it is the staff
     */
    record Asker(Audience audience, Set<String> patients, Access access) {
        boolean isPatient() {
            return audience == Audience.PATIENT;
        }
    }

    /** Who asks; refused is who may not book at all. */
    Asker asker(RequestDetails request) {
        Access access = Access.of(request);
        boolean may = access.mayAll('c', "Appointment")
                && access.mayAll('u', "Appointment")
                && access.mayAll('r', "Patient")
                && access.may('s', "Slot");
        if (may) {
            return new Asker(Audience.STAFF, Set.of(), access);
        }
        Set<String> patients = new HashSet<>(access.patients('c', "Appointment"));
        patients.retainAll(access.patients('u', "Appointment"));
        patients.retainAll(access.patients('r', "Patient"));
        if (patients.isEmpty()) {
            throw new ForbiddenOperationException(
                    "This needs the right to book appointments, for every patient or for one's own.");
        }
        return new Asker(Audience.PATIENT, patients, access);
    }

    static Optional<String> text(@Nullable StringType given) {
        return Optional.ofNullable(given).map(StringType::getValue).filter(text -> !text.isBlank());
    }

    static Optional<String> overbook(
            @Nullable BooleanType overbook, @Nullable StringType reason, RequestDetails request) {
        if (overbook == null || !overbook.booleanValue()) {
            return Optional.empty();
        }
        if (!Access.of(request).rights().contains(Right.OVERBOOK)) {
            throw Refused.because(
                    Why.RULE, "Your role may not book where no time is free. Choose another time.", "overbook");
        }
        Optional<String> why = text(reason);
        if (why.isEmpty()) {
            throw Refused.because(Why.REQUIRED, "Say why it shall be although the time is not free.", "reason");
        }
        return why;
    }

    Duration holdLength(@Nullable IntegerType seconds) {
        Duration longest = settings.longestHold();
        if (seconds == null || seconds.getValue() == null) {
            return longest;
        }
        Duration asked = Duration.ofSeconds(seconds.getValue());
        if (asked.isNegative() || asked.isZero() || asked.compareTo(longest) > 0) {
            throw Refused.because(
                    Why.RULE, "A time can be held for 1 to " + longest.toSeconds() + " seconds.", "hold-seconds");
        }
        return asked;
    }

    /** A held Appointment that is to be booked; empty when the reference is to an offer. */
    Optional<Appointment> held(@Nullable Reference reference, StoredResources record, RequestDetails request) {
        if (reference == null || !reference.hasReference()) {
            return Optional.empty();
        }
        Appointment held = (Appointment) MeantTimes.find(reference, "Appointment", record)
                .filter(one -> sight.isOpen(Access.of(request), 'u', one))
                .orElseThrow(
                        () -> Refused.because(Why.NOT_FOUND, "There is no such appointment.", "appointment-reference"));
        Optional<Instant> until = Busy.holdUntil(held);
        if (held.getStatus() != AppointmentStatus.PENDING || until.isEmpty()) {
            throw Refused.conflict("This appointment is not held any more.");
        }
        if (until.get().isBefore(clock.instant())) {
            throw Refused.conflict("The time was held until a moment ago. Find a time again.");
        }
        return Optional.of(held);
    }

    /** Whose visit it is: as it is said, or as what is held or proposed says. Of a patient who asks, their own, if they have one. */
    Optional<String> patient(
            @Nullable Reference given,
            Optional<Appointment> held,
            @Nullable Appointment resource,
            Asker asker,
            StoredResources record) {
        Optional<String> before =
                held.flatMap(one -> AppointmentParts.actors(one, "Patient").findFirst());
        Optional<Reference> said = Optional.ofNullable(given).or(() -> Optional.ofNullable(resource)
                .flatMap(one ->
                        AppointmentParts.actors(one, "Patient").findFirst().map(Reference::new)));
        if (said.isEmpty()) {
            return before.or(() -> own(asker));
        }
        String patient = MeantTimes.find(said.get(), "Patient", record)
                .map(found -> "Patient/" + found.getIdElement().getIdPart())
                .filter(found -> !asker.isPatient() || asker.patients().contains(found))
                .orElseThrow(() -> Refused.because(Why.NOT_FOUND, "There is no such patient.", "patient-reference"));
        if (before.isPresent() && !before.get().equals(patient)) {
            throw Refused.because(Why.RULE, "The time is held for another patient.", "patient-reference");
        }
        return Optional.of(patient);
    }

    private static Optional<String> own(Asker asker) {
        if (asker.isPatient() && asker.patients().size() > 1) {
            throw Refused.because(Why.REQUIRED, "Choose whose visit it is.", "patient-reference");
        }
        return asker.patients().stream().findFirst();
    }

    /** A visit that is asked for or waited for, which shall have a time now; empty when none is named. */
    Optional<Appointment> asked(@Nullable Reference reference, StoredResources record, RequestDetails request) {
        if (reference == null || !reference.hasReference()) {
            return Optional.empty();
        }
        Appointment asked = (Appointment) MeantTimes.find(reference, "Appointment", record)
                .filter(one -> sight.isOpen(Access.of(request), 'u', one))
                .orElseThrow(
                        () -> Refused.because(Why.NOT_FOUND, "There is no such appointment.", "request-reference"));
        if (!ASKED.contains(asked.getStatus())) {
            throw Refused.conflict(
                    "This visit is not asked for any more: " + asked.getStatus().getDisplay() + ".");
        }
        if (asked.getStatus() == AppointmentStatus.WAITLIST && asked.hasExtension(Terms.EARLIER_THAN)) {
            throw Refused.because(
                    Why.RULE, "An earlier time is waited for: move the visit itself.", "request-reference");
        }
        return Optional.of(
                asked.getStatus() == AppointmentStatus.WAITLIST
                        ? WaitlistEntry.of(asked, record).withoutWishes()
                        : asked);
    }

    /** An Appointment whose own time does not count. */
    Optional<Appointment> ignored(@Nullable Reference reference, StoredResources record, RequestDetails request) {
        return Optional.ofNullable(reference).map(one -> (Appointment) MeantTimes.find(one, "Appointment", record)
                .filter(found -> sight.isOpen(Access.of(request), 'r', found))
                .orElseThrow(
                        () -> Refused.because(Why.NOT_FOUND, "There is no such appointment.", "ignore-appointment")));
    }

    /** What a patient chooses is what is offered; the desk may name a time of its own. */
    static void checkOffered(Asker asker, boolean offered) {
        if (asker.isPatient() && !offered) {
            throw Refused.because(Why.RULE, "Choose one of the times that $find offers.", "appointment-reference");
        }
    }

    /** An Appointment that has not been and is not off. */
    Appointment alive(IdType id, StoredResources record, RequestDetails request) {
        Appointment appointment = record.read(ResourceType.Appointment, id.getIdPart())
                .map(Appointment.class::cast)
                // What may not be seen is answered as what is not there.
                .filter(one -> sight.isOpen(Access.of(request), 'u', one))
                .orElseThrow(() -> new ResourceNotFoundException("There is no such appointment."));
        if (!ALIVE.contains(appointment.getStatus())) {
            throw Refused.conflict("This visit has begun or is over: "
                    + appointment.getStatus().getDisplay() + ".");
        }
        return appointment;
    }

    /** An Appointment that waits, or did. */
    Appointment entry(IdType id, StoredResources record, RequestDetails request) {
        return record.read(ResourceType.Appointment, id.getIdPart())
                .map(Appointment.class::cast)
                .filter(one -> sight.isOpen(Access.of(request), 'u', one))
                .orElseThrow(() -> new ResourceNotFoundException("There is no such appointment."));
    }

    /** Whether who asks may see it. */
    boolean sees(Appointment appointment, RequestDetails request) {
        return sight.isOpen(Access.of(request), 'r', appointment);
    }

    /** One that has its time, and so can be moved to another. */
    Appointment booked(IdType id, StoredResources record, RequestDetails request) {
        Appointment appointment = alive(id, record, request);
        if (ASKED.contains(appointment.getStatus())
                || Busy.holdUntil(appointment).isPresent()) {
            throw Refused.conflict("This visit is not booked yet, so it cannot be moved.");
        }
        return appointment;
    }
}
