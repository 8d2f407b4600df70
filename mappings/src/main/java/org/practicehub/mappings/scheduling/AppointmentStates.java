package org.practicehub.mappings.scheduling;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;

/** The states of an appointment, and which of them R4 and the events allow. */
final class AppointmentStates {

    /** S13 cannot move what has begun, was missed or was deleted (section 10.4.2 of the standard). */
    private static final Set<AppointmentStatus> NOT_MOVABLE =
            EnumSet.of(AppointmentStatus.FULFILLED, AppointmentStatus.NOSHOW, AppointmentStatus.ENTEREDINERROR);
    /** R4 invariant app-3. */
    private static final Set<AppointmentStatus> MAY_LACK_TIME =
            EnumSet.of(AppointmentStatus.PROPOSED, AppointmentStatus.CANCELLED, AppointmentStatus.WAITLIST);

    private static final Set<AppointmentStatus> BEGUN =
            EnumSet.of(AppointmentStatus.ARRIVED, AppointmentStatus.CHECKEDIN, AppointmentStatus.FULFILLED);

    private static final Set<AppointmentStatus> ASKED_FOR =
            EnumSet.of(AppointmentStatus.PROPOSED, AppointmentStatus.PENDING, AppointmentStatus.WAITLIST);

    private AppointmentStates() {}

    /** SCH-25, HL7 table 0278; empty when it says nothing that an appointment can be. */
    static Optional<AppointmentStatus> said(Segment sch, Draft draft) {
        return Codes.code(sch.field(25), "0278", draft.source()).map(AppointmentStatus::fromCode);
    }

    static boolean isMovable(Appointment appointment) {
        return !NOT_MOVABLE.contains(appointment.getStatus());
    }

    static boolean hasBegun(Appointment appointment) {
        return BEGUN.contains(appointment.getStatus());
    }

    static boolean isDeleted(Appointment appointment) {
        return appointment.getStatus() == AppointmentStatus.ENTEREDINERROR;
    }

    /** Whether it waits for the word of whoever owns the calendar. */
    static boolean isAskedFor(Appointment appointment) {
        return ASKED_FOR.contains(appointment.getStatus());
    }

    static boolean isOff(Appointment appointment) {
        return appointment.getStatus() == AppointmentStatus.CANCELLED || isDeleted(appointment);
    }

    static boolean needsTime(AppointmentStatus status) {
        return !MAY_LACK_TIME.contains(status);
    }

    /**
     * Sets what the sender says. "Booked" does not take back an arrival: schedulers send it with every change, and arrivals
     * are taken back by A11.
     */
    static void set(Appointment appointment, AppointmentStatus to, Segment sch, Draft draft) {
        if (to == AppointmentStatus.BOOKED && BEGUN.contains(appointment.getStatus())) {
            draft.source()
                    .note(Problem.note(
                            sch.field(25).place(), "The visit has begun; its appointment is not booked again."));
            return;
        }
        appointment.setStatus(to);
        if (to != AppointmentStatus.CANCELLED) {
            appointment.setCancelationReason(null); // R4 invariant app-4
        }
    }
}
