package org.practicehub.mappings.scheduling;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.SchToAppointment;

/** S12, S13, S14 and S18 to S22: an appointment made, moved, changed (5.2). One Appointment lives through them all. */
final class AppointmentEvents {

    private final Draft draft;
    private final Segment sch;
    private final AppointmentContent content;

    AppointmentEvents(Message message, Draft draft) {
        this.draft = draft;
        this.sch = message.one("SCH");
        this.content = new AppointmentContent(message, draft);
    }

    /** S12: booked. One that is known is updated, and that is said; the number of a deleted one is not given again. */
    void book() {
        Optional<Appointment> known = find(sch, draft);
        if (isStale(known)) {
            return;
        }
        if (known.filter(AppointmentStates::isDeleted).isPresent()) {
            hold(Code.DUPLICATE_KEY, "An appointment with this number was deleted; the number cannot be used again.");
            return;
        }
        known.ifPresent(appointment -> draft.source()
                .warn(Code.DUPLICATE_KEY, sch.field(2), "The appointment to be booked was known and was updated."));
        write(known, true, Optional.of(AppointmentStatus.BOOKED));
    }

    /** S13: moved. The appointment stays the same one; its slots move with it. */
    void reschedule() {
        Optional<Appointment> known = find(sch, draft);
        if (isStale(known)) {
            return;
        }
        if (known.filter(appointment -> !AppointmentStates.isMovable(appointment))
                .isPresent()) {
            hold(Code.NOT_POSSIBLE_NOW, "The appointment is over, was missed or was deleted, and cannot be moved.");
        } else if (!content.hasTime()) {
            holdForTime();
        } else {
            warnIfUnknown(known);
            write(known, known.isEmpty(), Optional.of(AppointmentStatus.BOOKED));
        }
    }

    /** S14: something else is other than before. */
    void modify() {
        Optional<Appointment> known = find(sch, draft);
        if (isStale(known)) {
            return;
        }
        if (known.filter(AppointmentStates::isDeleted).isPresent()) {
            hold(Code.NOT_POSSIBLE_NOW, "The appointment was deleted and cannot be changed.");
            return;
        }
        warnIfUnknown(known);
        write(known, known.isEmpty(), known.isEmpty() ? Optional.of(AppointmentStatus.BOOKED) : Optional.empty());
    }

    /** S18 to S22: resources added, changed, or no longer to be there. One that nobody knew is set up with what is sent. */
    void changeResources() {
        Optional<Appointment> known = find(sch, draft);
        if (isStale(known)) {
            return;
        }
        if (known.isEmpty()) {
            modify();
        } else if (known.filter(AppointmentStates::isDeleted).isPresent()) {
            hold(Code.NOT_POSSIBLE_NOW, "The appointment was deleted and cannot be changed.");
        } else {
            known.flatMap(draft::edit).ifPresent(copy -> {
                content.writeResources(copy);
                AppointmentStates.said(sch, draft)
                        .ifPresent(status -> AppointmentStates.set(copy, status, sch, draft)); // SCH-25
                new Slots(copy, draft).follow();
            });
        }
    }

    /** The appointment that SCH means. */
    static Optional<Appointment> find(Segment sch, Draft draft) {
        return find(SchToAppointment.identity(sch, draft.source()), draft);
    }

    /** The appointment with one of these numbers, the first before the others. */
    static Optional<Appointment> find(List<Token> identity, Draft draft) {
        for (Token token : identity) {
            Optional<Appointment> found =
                    draft.find(Appointment.class, List.of(token)).stream().findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A new Appointment; empty, and held, when SCH has no number for it. */
    static Optional<Appointment> create(Segment sch, Draft draft) {
        List<Token> identity = SchToAppointment.identity(sch, draft.source());
        if (identity.isEmpty()) {
            draft.hold(Problem.error(
                    Code.NO_USABLE_IDENTIFIER, sch.field(2).place(), "The appointment has no number to be known by."));
            return Optional.empty();
        }
        return Optional.of(draft.create(new Appointment(), identity.get(0)));
    }

    /** What comes too late is stale, whatever has become of the appointment since: there is nothing for a person to decide. */
    private boolean isStale(Optional<Appointment> known) {
        known.ifPresent(draft::about);
        return known.isPresent() && known.flatMap(draft::edit).isEmpty();
    }

    private void write(Optional<Appointment> known, boolean whole, Optional<AppointmentStatus> otherwise) {
        Optional<Appointment> appointment = known.isPresent() ? known.flatMap(draft::edit) : create(sch, draft);
        appointment.ifPresent(copy -> {
            draft.about(copy);
            content.write(copy, whole);
            AppointmentStates.said(sch, draft)
                    .or(() -> otherwise) // SCH-25
                    .ifPresent(status -> AppointmentStates.set(copy, status, sch, draft));
            if (!copy.hasStart() && AppointmentStates.needsTime(copy.getStatus())) {
                holdForTime();
            }
            new Slots(copy, draft).follow();
        });
    }

    private void warnIfUnknown(Optional<Appointment> known) {
        if (known.isEmpty()) {
            draft.source().warn(Code.UNKNOWN_KEY, sch.field(2), "The appointment was not known and was set up.");
        }
    }

    private void holdForTime() {
        draft.hold(Problem.error(
                Code.REQUIRED_MISSING,
                Place.of("SCH", 11),
                "The message does not say from when to when the appointment is."));
    }

    private void hold(Code code, String why) {
        draft.hold(Problem.error(code, sch.field(2).place(), why));
    }
}
