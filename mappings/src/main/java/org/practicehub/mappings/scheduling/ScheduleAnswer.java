package org.practicehub.mappings.scheduling;

import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.SchToAppointment;

/**
 * An SRR about an appointment that the hub asked for (HL7 section 10.4): the calendar's owner gives it a number, and says when
 * it is. One that is refused stays as it is (5.2, outbound). Nothing is made (5.6).
 */
final class ScheduleAnswer {

    private final Message message;
    private final Draft draft;

    ScheduleAnswer(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    void follow() {
        Optional<Segment> sch = message.optional("SCH");
        if (sch.isEmpty()) {
            draft.source()
                    .note(Problem.note(
                            Place.of("SCH"), "The answer names no appointment; it acknowledges and no more."));
            return;
        }
        Optional<Appointment> asked = AppointmentEvents.find(sch.get(), draft);
        if (asked.isEmpty()) {
            draft.hold(Problem.error(
                    Code.UNKNOWN_KEY, sch.get().field(1).place(), "The appointment that this answers is not known."));
            return;
        }
        draft.about(asked.get());
        if (isGranted()) {
            draft.edit(asked.get()).ifPresent(copy -> granted(sch.get(), copy));
        } else {
            draft.source()
                    .note(Problem.note(
                            message.one("MSA").field(1).place(),
                            "The calendar's owner refused; the appointment stays as it is."));
        }
    }

    /** MSA-1, HL7 table 0008. */
    private boolean isGranted() {
        return message.one("MSA").field(1).text().equals("AA");
    }

    private void granted(Segment sch, Appointment appointment) {
        SchToAppointment.filler(sch, appointment, draft.source()); // SCH-2
        if (AppointmentStates.isOff(appointment)) {
            // Cancelled here since it was asked for: that is told by a message of its own.
            return;
        }
        new AppointmentContent(message, draft).writeTime(appointment); // TQ1, SCH-11
        Optional<AppointmentStatus> booked = Optional.of(AppointmentStatus.BOOKED)
                .filter(status -> AppointmentStates.isAskedFor(appointment) && appointment.hasStart());
        AppointmentStates.said(sch, draft) // SCH-25
                .filter(status -> status == AppointmentStatus.CANCELLED || appointment.hasStart())
                .or(() -> booked)
                .ifPresent(status -> AppointmentStates.set(appointment, status, sch, draft));
        new Slots(appointment, draft).follow();
    }
}
