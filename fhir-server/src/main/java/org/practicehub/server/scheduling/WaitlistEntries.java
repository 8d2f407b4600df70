package org.practicehub.server.scheduling;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.scheduling.Refused.Why;
import org.practicehub.server.store.Cause;

/**
 * Checks Appointments that wait when they are written, completes what they leave out, and keeps account of them. What is on offer to
 * them the hub alone writes.
 */
@Interceptor
public final class WaitlistEntries {
    private final WaitlistTable table;
    private final FhirStore store;
    private final WaitlistSettings settings;
    private final Clock clock;

    WaitlistEntries(WaitlistTable table, FhirStore store, WaitlistSettings settings, Clock clock) {
        this.table = table;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void creating(IBaseResource resource) {
        if (resource instanceof Appointment entry && isPlain() && waits(entry)) {
            AppointmentParts.drop(entry, Terms.WAITLIST_OFFER);
            begin(entry);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updating(IBaseResource before, IBaseResource resource) {
        if (before instanceof Appointment was && resource instanceof Appointment entry && isPlain() && waits(entry)) {
            keep(Terms.WAITLIST_OFFER, was, entry);
            keep(Terms.ASKED_BY, was, entry);
            if (waits(was) && !entry.hasCreated()) {
                entry.setCreatedElement(was.getCreatedElement().copy());
            }
            begin(entry);
        }
    }

    private static void keep(String extension, Appointment was, Appointment now) {
        AppointmentParts.drop(now, extension);
        Optional.ofNullable(was.getExtensionByUrl(extension)).ifPresent(one -> now.addExtension(one.copy()));
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        if (resource instanceof Appointment entry && waits(entry)) {
            note(entry);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource) {
        if (before instanceof Appointment was && resource instanceof Appointment now) {
            if (waits(now)) {
                note(now);
            } else if (waits(was)) {
                table.remove(now.getIdElement().getIdPart());
            } else if (!isToCome(now) && isToCome(was)) {
                table.endThoseFor(reference(now));
            }
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource resource) {
        if (resource instanceof Appointment gone) {
            table.remove(gone.getIdElement().getIdPart());
            table.endThoseFor(reference(gone));
        }
    }

    private static boolean isPlain() {
        return Cause.feed().isEmpty() && !AtDesk.isAtWork();
    }

    private static boolean waits(Appointment appointment) {
        return appointment.getStatus() == AppointmentStatus.WAITLIST;
    }

    static boolean isToCome(Appointment visit) {
        return switch (visit.getStatus()) {
            case BOOKED, PENDING -> true;
            case PROPOSED, ARRIVED, CHECKEDIN, FULFILLED, CANCELLED, NOSHOW, ENTEREDINERROR, WAITLIST, NULL -> false;
        };
    }

    private static String reference(Appointment appointment) {
        return "Appointment/" + appointment.getIdElement().getIdPart();
    }

    private void note(Appointment appointment) {
        WaitlistEntry entry = store.unit(unit -> WaitlistEntry.of(appointment, unit.resources()));
        table.put(entry);
    }

    private void begin(Appointment entry) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (!entry.hasCreated() || entry.getCreated().toInstant().isAfter(now)) {
            entry.setCreated(Date.from(now));
        }
        store.unit(unit -> check(entry, now, unit.resources()));
        if (WaitlistEntry.until(entry).isEmpty()) {
            Instant last = entry.getRequestedPeriod().stream()
                    .map(WaitlistEntry::span)
                    .map(Span::until)
                    .max(Comparator.naturalOrder())
                    .filter(end -> end.isBefore(now.plus(settings.waits())))
                    .orElse(now.plus(settings.waits()));
            AppointmentParts.drop(entry, Terms.WAITS_UNTIL);
            entry.addExtension(Terms.WAITS_UNTIL, new DateTimeType(Date.from(last)));
        }
    }

    private boolean check(Appointment entry, Instant now, StoredResources record) {
        require(
                !entry.hasStart() && !entry.hasEnd(),
                "Who waits has no time yet. Say in requestedPeriod when.",
                "start");
        require(!entry.hasSlot(), "Who waits has no time yet.", "slot");
        List<String> patients = AppointmentParts.actors(entry, "Patient").toList();
        require(patients.size() == 1, "Say whose visit it is: one patient.", "participant");
        require(
                entry.getPriority() <= WaitlistEntry.LOWEST,
                "The priority is 1, the highest, to 9, the lowest.",
                "priority");
        visit(entry, patients.get(0), record);
        String service = AppointmentParts.service(entry).orElse("");
        require(
                MeantTimes.find(new Reference(service), "HealthcareService", record)
                        .isPresent(),
                "Say which type of visit it is: a HealthcareService, in the extension " + Terms.SERVICE + ".",
                "serviceType");
        for (String actor : AppointmentParts.timed(entry)) {
            String type = Calendars.typeOf(actor);
            require(
                    !"Device".equals(type)
                            && MeantTimes.find(new Reference(actor), type, record)
                                    .isPresent(),
                    "Somebody or some place that is wished for is not known here.",
                    "participant");
        }
        for (Period period : entry.getRequestedPeriod()) {
            Span span = WaitlistEntry.span(period);
            require(!span.isEmpty(), "A requested period ends before it begins.", "requestedPeriod");
            require(span.until().isAfter(now), "A requested period is over.", "requestedPeriod");
        }
        boolean open =
                WaitlistEntry.until(entry).filter(end -> !end.isAfter(now)).isEmpty();
        require(open, "The last day of waiting is over.", "extension('" + Terms.WAITS_UNTIL + "')");
        return true;
    }

    /** What should be earlier is booked, and of the same patient; it says what type of visit it is. */
    private void visit(Appointment entry, String patient, StoredResources record) {
        if (!entry.hasExtension(Terms.EARLIER_THAN)) {
            return;
        }
        String place = "extension('" + Terms.EARLIER_THAN + "')";
        Optional<Appointment> visit = WaitlistEntry.visit(entry)
                .flatMap(reference -> MeantTimes.find(new Reference(reference), "Appointment", record))
                .map(Appointment.class::cast)
                .filter(one -> AppointmentParts.actors(one, "Patient").anyMatch(patient::equals));
        require(visit.isPresent(), "The patient has no such visit.", place);
        visit.ifPresent(one -> {
            require(
                    isToCome(one)
                            && Busy.holdUntil(one).isEmpty()
                            && one.hasStart()
                            && one.getStart().toInstant().isAfter(clock.instant()),
                    "This visit is not booked, or has begun.",
                    place);
            require(
                    !table.isAnyFor(
                            reference(one), String.valueOf(entry.getIdElement().getIdPart())),
                    "An earlier time is waited for already.",
                    place);
            if (AppointmentParts.service(entry).isEmpty()) {
                entry.setServiceType(one.copy().getServiceType());
            }
            if (WaitlistEntry.until(entry).isEmpty()) {
                entry.addExtension(Terms.WAITS_UNTIL, new DateTimeType(one.getStart()));
            }
        });
    }

    private static void require(boolean met, String sentence, String element) {
        if (!met) {
            throw Refused.because(Why.INVALID, sentence, "Appointment." + element);
        }
    }
}
