package org.practicehub.mappings.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.TaskTerms;
import org.practicehub.mappings.segments.ArqToTask;

/**
 * The desk's Task for an appointment that another system asks for: one for each, opened again when more is asked. It has the
 * shape of a referral's; nobody owns it until somebody takes it.
 */
final class RequestTask {

    private static final String REQUEST = "appointment-request";
    private static final String RECEIVED = "Received";
    private static final String CHANGED = "Changed by the requester";
    private static final String WITHDRAWN = "Withdrawn by the requester";
    private static final String DELETED = "Deleted by the requester";

    private final Draft draft;

    RequestTask(Draft draft) {
        this.draft = draft;
    }

    Optional<Task> find(Appointment appointment) {
        String reference = Draft.reference(appointment);
        return draft.referringTo(reference, Task.class).stream()
                .filter(task -> reference.equals(task.getFocus().getReference()))
                .filter(task -> task.getCode().getCoding().stream()
                        .anyMatch(coding ->
                                TaskTerms.KIND.equals(coding.getSystem()) && REQUEST.equals(coding.getCode())))
                .findFirst();
    }

    /** Whether the requester took the request back before anybody had granted it; a deleted one is not asked for again. */
    boolean isWithdrawn(Appointment appointment) {
        return find(appointment)
                .filter(task -> task.getStatus() == TaskStatus.CANCELLED)
                .filter(task -> WITHDRAWN.equals(task.getBusinessStatus().getText()))
                .isPresent();
    }

    /** The request is there, or is now another: somebody has to look at it. */
    void follow(Appointment appointment) {
        Optional<Task> known = find(appointment);
        boolean changed = draft.isChanged(appointment);
        known.or(() -> Optional.of(create(appointment))).flatMap(draft::edit).ifPresent(task -> {
            describe(appointment, task);
            if (draft.isNew(task)) {
                set(task, TaskStatus.REQUESTED, RECEIVED);
            } else if (changed) {
                set(task, TaskTerms.isClosed(task) ? TaskStatus.REQUESTED : task.getStatus(), CHANGED);
            }
        });
    }

    /**
     * Something is asked that only a person can decide. What is asked again is asked once: a Task that somebody has dealt with
     * is opened by a later message, not by the same one (G16).
     */
    void ask(Appointment appointment, String what, List<ParameterComponent> wants) {
        List<ParameterComponent> asks = new ArrayList<>(wants);
        Codes.concept(draft.source().message().one("ARQ").field(6), draft.source())
                .ifPresent(why -> asks.add(Asked.WHY.of(why))); // ARQ-6
        Optional<Task> known = find(appointment);
        known.or(() -> Optional.of(create(appointment))).flatMap(draft::edit).ifPresent(task -> {
            List<ParameterComponent> before = task.getInput().stream()
                    .filter(input -> Asked.isOne(input) && !Asked.AT.names(input))
                    .toList();
            DateTimeType now = Times.dateTime(draft.event().time(), draft.source());
            boolean same = what.equals(task.getBusinessStatus().getText()) && ArqToTask.areSame(before, asks);
            boolean told = same && (!TaskTerms.isClosed(task) || isAskedAt(task, now));
            if (!told) {
                describe(appointment, task);
                List<ParameterComponent> all = new ArrayList<>(task.getInput());
                all.removeIf(Asked::isOne);
                all.add(Asked.AT.of(now));
                all.addAll(asks);
                task.setInput(all);
                set(task, TaskStatus.REQUESTED, what);
            }
        });
    }

    /** The requester asks no more. */
    void withdraw(Appointment appointment, boolean deleted) {
        find(appointment)
                .flatMap(draft::edit)
                .filter(task -> !TaskTerms.isClosed(task)
                        || (deleted && WITHDRAWN.equals(task.getBusinessStatus().getText())))
                .ifPresent(task -> set(task, TaskStatus.CANCELLED, deleted ? DELETED : WITHDRAWN));
    }

    private Task create(Appointment appointment) {
        Task task = new Task().setIntent(TaskIntent.ORDER);
        task.setCode(new CodeableConcept()
                .addCoding(new Coding(TaskTerms.CODE, "fulfill", "Fulfill the focal request"))
                .addCoding(new Coding(TaskTerms.KIND, REQUEST, "Appointment request")));
        task.setFocus(new Reference(Draft.reference(appointment)));
        task.setAuthoredOnElement(Times.dateTime(draft.event().time(), draft.source()));
        task.setRequester(draft.sender()); // MSH-3
        return draft.create(task, REQUEST, Draft.reference(appointment));
    }

    private void describe(Appointment appointment, Task task) {
        ArqToTask.apply(draft.source().message(), task, draft.source()); // ARQ, APR
        appointment.getParticipant().stream()
                .map(AppointmentParticipantComponent::getActor)
                .filter(actor -> String.valueOf(actor.getReference()).startsWith("Patient/"))
                .findFirst()
                .ifPresent(patient -> task.setFor(patient.copy()));
    }

    /** Sets the state, and when it came to be so; never before the Task was there (R4 invariant inv-1). */
    private void set(Task task, TaskStatus status, String words) {
        task.setStatus(status);
        task.setBusinessStatus(new CodeableConcept().setText(words));
        boolean before = draft.event().time().isBefore(task.getAuthoredOn().toInstant());
        task.setLastModifiedElement(
                before
                        ? task.getAuthoredOnElement().copy()
                        : Times.dateTime(draft.event().time(), draft.source()));
    }

    private static boolean isAskedAt(Task task, DateTimeType time) {
        return task.getInput().stream().filter(Asked.AT::names).anyMatch(input -> time.equalsDeep(input.getValue()));
    }
}
