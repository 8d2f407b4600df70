package org.practicehub.mappings.scheduling;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.SchToAppointment;

/**
 * S15, S16, S17 and S26: an appointment called off, not gone on with, deleted, missed (5.2). The event decides, whatever SCH-25 says. One that nobody
 * knew is noted as ended, so that its booking, when it comes late, is stale.
 */
final class AppointmentEndings {

    private static final String DISCONTINUED = "Discontinued";
    private static final String MISSED_BECAUSE = "urn:x-hub:extension:no-show-reason";

    private final Message message;
    private final Draft draft;
    private final Segment sch;

    AppointmentEndings(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.sch = message.one("SCH");
    }

    /** S15: called off, and with it what is under it (section 10.4.4 of the standard). */
    void cancel() {
        Optional<CodeableConcept> reason = Codes.concept(sch.field(6), draft.source()); // SCH-6
        end(AppointmentStatus.CANCELLED, appointment -> {
            reason.ifPresent(appointment::setCancelationReason);
            children(appointment).forEach(child -> draft.edit(child).ifPresent(copy -> {
                copy.setStatus(AppointmentStatus.CANCELLED);
                reason.ifPresent(copy::setCancelationReason);
                new Slots(copy, draft).follow();
            }));
        });
    }

    /** S16: not gone on with. One that has begun keeps its state, and it is said that it was discontinued. */
    void discontinue() {
        Optional<Appointment> begun = AppointmentEvents.find(sch, draft).filter(AppointmentStates::hasBegun);
        if (begun.isEmpty()) {
            end(AppointmentStatus.CANCELLED, appointment -> Codes.concept(sch.field(6), draft.source()) // SCH-6
                    .ifPresent(appointment::setCancelationReason));
            return;
        }
        draft.about(begun.get());
        draft.edit(begun.get())
                .filter(copy -> !hasComment(copy))
                .ifPresent(copy ->
                        copy.setComment(copy.hasComment() ? copy.getComment() + "\n" + DISCONTINUED : DISCONTINUED));
    }

    private static boolean hasComment(Appointment appointment) {
        return appointment.hasComment() && appointment.getComment().lines().anyMatch(DISCONTINUED::equals);
    }

    /** S17: should never have been. Nothing is deleted; it counts nowhere, and its number is not given again. */
    void delete() {
        end(AppointmentStatus.ENTEREDINERROR, appointment -> appointment.setCancelationReason(null));
    }

    /**
     * S26: the patient did not come. The reason is an extension: R4's app-4 has a misspelt status in it, so that a validator
     * refuses cancelationReason here.
     */
    void miss() {
        end(AppointmentStatus.NOSHOW, appointment -> {
            appointment.setCancelationReason(null);
            Codes.concept(sch.field(6), draft.source()).ifPresent(reason -> {
                appointment.getExtension().removeIf(extension -> MISSED_BECAUSE.equals(extension.getUrl()));
                appointment.addExtension(new Extension(MISSED_BECAUSE, reason));
            }); // SCH-6
        });
    }

    private void end(AppointmentStatus status, Consumer<Appointment> details) {
        Optional<Appointment> known = AppointmentEvents.find(sch, draft);
        known.ifPresent(draft::about);
        if (known.isPresent() && known.flatMap(draft::edit).isEmpty()) {
            return; // stale
        }
        if (known.filter(AppointmentStates::isDeleted).isPresent() && status != AppointmentStatus.ENTEREDINERROR) {
            draft.source().warn(Code.NOT_POSSIBLE_NOW, sch.field(2), "The appointment was deleted; it stays deleted.");
            return;
        }
        AppointmentContent content = new AppointmentContent(message, draft);
        Optional<Appointment> appointment = known.isPresent() ? known.flatMap(draft::edit) : unknown();
        appointment.ifPresent(copy -> {
            draft.about(copy);
            if (draft.isNew(copy)) {
                content.write(copy, true);
            } else {
                content.writeTime(copy);
            }
            copy.setStatus(status);
            details.accept(copy);
            if (!copy.hasStart() && AppointmentStates.needsTime(status)) {
                copy.setStatus(AppointmentStatus.CANCELLED); // R4 invariant app-3
                draft.source()
                        .warn(
                                Code.REQUIRED_MISSING,
                                sch.field(11),
                                "Without a time it could only be noted as cancelled.");
            }
            new Slots(copy, draft).follow();
        });
    }

    private Optional<Appointment> unknown() {
        draft.source().warn(Code.UNKNOWN_KEY, sch.field(2), "The appointment was not known and was noted as ended.");
        return AppointmentEvents.create(sch, draft);
    }

    private List<Appointment> children(Appointment parent) {
        List<Token> names = Tokens.of(parent)
                .filter(token -> !token.system().equals(SchToAppointment.PARENT))
                .map(token -> new Token(SchToAppointment.PARENT, token.toString()))
                .toList();
        return draft.find(Appointment.class, names).stream()
                .filter(child -> !AppointmentStates.isOff(child))
                .toList();
    }
}
