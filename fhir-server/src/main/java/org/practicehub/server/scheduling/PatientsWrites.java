package org.practicehub.server.scheduling;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.access.Access;
import org.practicehub.server.scheduling.Refused.Why;
import org.practicehub.server.scheduling.rules.Audience;
import org.practicehub.server.scheduling.rules.Refusal;

/**
 * Who may write only some patients' Appointments books by the operations, where the practice's rules hold (S1). A plain write of
 * theirs asks for a visit or waits for one, or takes that back, and nothing else.
 */
@Interceptor
public final class PatientsWrites {
    private final Judges judges;
    private final FhirStore store;
    private final Clock clock;

    PatientsWrites(Judges judges, FhirStore store, Clock clock) {
        this.judges = judges;
        this.store = store;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(RequestDetails request, IBaseResource resource) {
        if (resource instanceof Appointment asked && isConfined(request)) {
            check(asked);
            if (asked.getStatus() == AppointmentStatus.WAITLIST) {
                wait(asked);
            }
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(RequestDetails request, IBaseResource before, IBaseResource after) {
        if (before instanceof Appointment was && after instanceof Appointment now && isConfined(request)) {
            boolean asks =
                    was.getStatus() == AppointmentStatus.PROPOSED || was.getStatus() == AppointmentStatus.WAITLIST;
            if (!asks) {
                throw Refused.because(
                        Why.RULE, "Change this visit by $reschedule, $cancel or $confirm.", "Appointment.status");
            }
            if (now.getStatus() == was.getStatus()) {
                check(now);
                now.setPriorityElement(was.getPriorityElement().copy());
                now.setCreatedElement(was.getCreatedElement().copy());
            } else if (now.getStatus() != AppointmentStatus.CANCELLED) {
                throw Refused.because(Why.RULE, "What is asked for can be changed or cancelled.", "Appointment.status");
            }
        }
    }

    private static boolean isConfined(RequestDetails request) {
        return !Access.of(request).mayAll('u', "Appointment");
    }

    private static void check(Appointment asked) {
        if (asked.getStatus() != AppointmentStatus.PROPOSED && asked.getStatus() != AppointmentStatus.WAITLIST) {
            throw Refused.because(
                    Why.RULE,
                    "Book a visit by $book, or ask for one: as proposed, or on the waitlist.",
                    "Appointment.status");
        }
        if (asked.hasStart() || asked.hasEnd() || asked.hasSlot()) {
            throw Refused.because(
                    Why.RULE,
                    "A visit that is asked for has no time yet. Say in requestedPeriod what would suit.",
                    asked.hasSlot() ? "Appointment.slot" : "Appointment.start");
        }
    }

    /** They wait from now on, no sooner than others, and for what they may book at all. */
    private void wait(Appointment entry) {
        entry.setPriorityElement(null);
        entry.setCreated(Date.from(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        AppointmentParts.drop(entry, Terms.ASKED_BY);
        entry.addExtension(Terms.ASKED_BY, new CodeType("patient"));
        Optional<Refusal> refusal = store.unit(unit -> {
            Optional<Appointment> visit = WaitlistEntry.visit(entry)
                    .flatMap(reference -> MeantTimes.find(new Reference(reference), "Appointment", unit.resources()))
                    .map(Appointment.class::cast);
            Optional<String> service =
                    AppointmentParts.service(entry).or(() -> visit.flatMap(AppointmentParts::service));
            Judge judge = judges.of(
                    Audience.PATIENT,
                    service.orElse(""),
                    AppointmentParts.actors(entry, "Patient").findFirst(),
                    visit,
                    unit.resources());
            return judge.ruling(Optional.empty(), Optional.empty()).refusal(judge.atAnyTime(ZoneId.systemDefault()));
        });
        refusal.ifPresent(why -> {
            throw Refused.byRule(why, "Appointment.serviceType");
        });
    }
}
