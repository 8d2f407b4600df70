package org.practicehub.mappings.scheduling;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;

/**
 * S04, S05 and S06: a request taken back, not gone on with, deleted. Who asked may also call off what was booked for it, until
 * the visit has begun; what is somebody else's, only a person calls off.
 */
final class RequestEndings {

    private static final String WANTED = "Its cancellation is asked for";
    private static final String BEGUN = "Its cancellation is asked for, but the visit has begun";
    private static final Coding ERROR = new Coding(
            "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason", "oth-err", "Other: Error");

    private final Message message;
    private final Draft draft;
    private final Segment arq;
    private final RequestFound found;

    RequestEndings(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.arq = message.one("ARQ");
        this.found = new RequestFound(message, draft);
    }

    /** S04, S05. */
    void withdraw() {
        end(false);
    }

    /** S06: should never have been asked for. What was booked since was no error of the calendar's, and is called off. */
    void delete() {
        end(true);
    }

    private void end(boolean deleted) {
        Optional<Appointment> known = found.appointment();
        if (found.isSettled(known)) {
            return;
        }
        if (known.isEmpty()) {
            unknown(deleted);
        } else if (AppointmentStates.isDeleted(known.get()) || known.get().getStatus() == AppointmentStatus.NOSHOW) {
            warn(Code.NOT_POSSIBLE_NOW, "The appointment was missed or deleted; it stays so.");
        } else if (AppointmentStates.hasBegun(known.get())) {
            warn(Code.NOT_POSSIBLE_NOW, "The visit has begun; its appointment was not cancelled.");
            new RequestTask(draft).ask(known.get(), BEGUN, List.of());
        } else if (!found.isOwn(known.get())) {
            new RequestTask(draft).ask(known.get(), WANTED, List.of());
        } else {
            known.flatMap(draft::edit).ifPresent(copy -> end(copy, deleted));
        }
    }

    private void end(Appointment copy, boolean deleted) {
        boolean booked = !AppointmentStates.isAskedFor(copy) && !new RequestTask(draft).isWithdrawn(copy);
        end(copy, booked ? AppointmentStatus.CANCELLED : status(copy, deleted), deleted);
        new Slots(copy, draft).follow();
        new RequestTask(draft).withdraw(copy, deleted);
    }

    private void end(Appointment copy, AppointmentStatus status, boolean deleted) {
        copy.setStatus(status);
        Optional<CodeableConcept> reason = Codes.concept(arq.field(6), draft.source()) // ARQ-6
                .or(() -> deleted ? Optional.of(new CodeableConcept(ERROR.copy())) : Optional.empty());
        if (status == AppointmentStatus.CANCELLED) {
            reason.ifPresent(copy::setCancelationReason);
        } else {
            copy.setCancelationReason(null); // R4 invariant app-4
        }
    }

    /** R4 lets nothing be an error that has no time (invariant app-3): it is cancelled, because of an error. */
    private AppointmentStatus status(Appointment appointment, boolean deleted) {
        return deleted && appointment.hasStart() ? AppointmentStatus.ENTEREDINERROR : AppointmentStatus.CANCELLED;
    }

    /** Noted as ended, so that the request, when it comes late, is stale. */
    private void unknown(boolean deleted) {
        if (!found.mayBringPatient()) {
            return;
        }
        found.create().ifPresent(fresh -> {
            draft.about(fresh);
            new RequestContent(message, draft).write(fresh, true);
            found.needsSomebody(fresh);
            end(fresh, status(fresh, deleted), deleted);
        });
        found.warnOfUnknown("The request was not known and was noted as ended.");
    }

    private void warn(Code code, String text) {
        draft.source().note(Problem.warning(code, found.place(), text));
    }
}
