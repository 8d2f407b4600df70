package org.practicehub.mappings.scheduling;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;

/**
 * S01 to S03 and S07 to S11: an appointment asked for, at another time, otherwise. The requester's word makes and changes a
 * request; of what is booked a person decides, and the Task says what is asked.
 */
final class RequestEvents {

    private final Message message;
    private final Draft draft;
    private final RequestFound found;

    RequestEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.found = new RequestFound(message, draft);
    }

    /** S01: the same number again is the same request, whatever has become of it; one that was taken back is made again. */
    void request() {
        Optional<Appointment> known = found.appointment();
        if (found.isSettled(known)) {
            return;
        }
        if (known.isEmpty()) {
            write(Optional.empty(), true);
        } else if (AppointmentStates.isDeleted(known.get())) {
            hold(Code.DUPLICATE_KEY, "An appointment with this number was deleted; the number cannot be used again.");
        } else if (isOpen(known.get())) {
            warn(Code.DUPLICATE_KEY, "The request was known and was updated.");
            write(known, true);
        } else if (known.get().getStatus() == AppointmentStatus.CANCELLED
                && new RequestTask(draft).isWithdrawn(known.get())) {
            write(known, true);
        } else {
            warn(Code.DUPLICATE_KEY, "The request is known and has been decided; it was left as it is.");
        }
    }

    /**
     * S02, S03, S07 to S11.
     *
     * @param what the Task's words for it, where a person must decide
     */
    void change(String what) {
        Optional<Appointment> known = found.appointment();
        if (found.isSettled(known)) {
            return;
        }
        if (known.isEmpty()) {
            write(Optional.empty(), true);
            found.warnOfUnknown("The request was not known and was set up.");
        } else if (!AppointmentStates.isMovable(known.get())) {
            hold(Code.NOT_POSSIBLE_NOW, "The appointment is over, was missed or was deleted, and cannot be changed.");
        } else if (isOpen(known.get())) {
            write(known, false);
        } else {
            ask(known.get(), what);
        }
    }

    private void ask(Appointment known, String what) {
        List<ParameterComponent> asks = new RequestContent(message, draft).asks(known, found.isAboutResources());
        if (asks.isEmpty()) {
            draft.source().note(Problem.note(found.place(), "The appointment is as it is asked for; nothing changed."));
        } else {
            new RequestTask(draft).ask(known, what, asks);
        }
    }

    /** Whether the requester's word still changes it. */
    private boolean isOpen(Appointment known) {
        return AppointmentStates.isAskedFor(known) && found.isOwn(known);
    }

    private void write(Optional<Appointment> known, boolean whole) {
        if (!found.mayBringPatient()) {
            return;
        }
        Optional<Appointment> appointment = known.isPresent() ? known.flatMap(draft::edit) : found.create();
        appointment.ifPresent(copy -> {
            draft.about(copy);
            RequestContent content = new RequestContent(message, draft);
            if (found.isAboutResources() && !draft.isNew(copy)) {
                content.writeResources(copy);
            } else {
                content.write(copy, whole);
            }
            found.needsSomebody(copy);
            if (!AppointmentStates.isAskedFor(copy)) {
                copy.setStatus(AppointmentStatus.PROPOSED);
                copy.setCancelationReason(null); // R4 invariant app-4
            }
            found.noteSeries();
            new Slots(copy, draft).follow();
            new RequestTask(draft).follow(copy);
        });
    }

    private void warn(Code code, String text) {
        draft.source().warn(code, found.place(), text);
    }

    private void hold(Code code, String why) {
        draft.hold(Problem.error(code, found.place(), why));
    }
}
