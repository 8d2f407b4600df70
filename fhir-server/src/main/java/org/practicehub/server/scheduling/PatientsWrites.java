package org.practicehub.server.scheduling;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.practicehub.server.access.Access;
import org.practicehub.server.scheduling.Refused.Why;

/**
 * Who may write only some patients' Appointments books by the operations, where the practice's rules hold (S1). A plain write of
 * theirs asks for a visit, or takes that back, and nothing else.
 */
@Interceptor
public final class PatientsWrites {

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(RequestDetails request, IBaseResource resource) {
        if (resource instanceof Appointment asked && isConfined(request)) {
            check(asked);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(RequestDetails request, IBaseResource before, IBaseResource after) {
        if (before instanceof Appointment was && after instanceof Appointment now && isConfined(request)) {
            boolean takenBack =
                    was.getStatus() == AppointmentStatus.PROPOSED && now.getStatus() == AppointmentStatus.CANCELLED;
            if (was.getStatus() != AppointmentStatus.PROPOSED) {
                throw Refused.because(
                        Why.RULE, "Change this visit by $reschedule, $cancel or $confirm.", "Appointment.status");
            }
            if (!takenBack) {
                check(now);
            }
        }
    }

    private static boolean isConfined(RequestDetails request) {
        return !Access.of(request).mayAll('u', "Appointment");
    }

    private static void check(Appointment asked) {
        if (asked.getStatus() != AppointmentStatus.PROPOSED) {
            throw Refused.because(
                    Why.RULE, "Book a visit by $book, or ask for one: as proposed.", "Appointment.status");
        }
        if (asked.hasStart() || asked.hasEnd() || asked.hasSlot()) {
            throw Refused.because(
                    Why.RULE,
                    "A visit that is asked for has no time yet. Say in requestedPeriod what would suit.",
                    asked.hasSlot() ? "Appointment.slot" : "Appointment.start");
        }
    }
}
