package org.practicehub.server.flow;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.server.flow.Finding.Outcome;
import org.practicehub.server.flow.FlowSettings.Checklist;
import org.practicehub.server.flow.FlowSettings.Item;

/**
 * What people have ticked: a completed Task for each item, whose focus is the Appointment, part of the checklist's own Task (CASE).
 * Whoever may write Tasks may write them, by the operations or without.
 */
final class Ticks {
    private static final Set<TaskStatus> TAKEN_BACK =
            Set.of(TaskStatus.CANCELLED, TaskStatus.ENTEREDINERROR, TaskStatus.REJECTED, TaskStatus.FAILED);

    private final Found found;

    Ticks(Found found) {
        this.found = found;
    }

    /** The newest Task of each item, ticked or not. */
    Map<String, Task> of(Appointment appointment) {
        Map<String, Task> ticks = new HashMap<>();
        tasks(appointment).forEach(task -> item(task).ifPresent(item -> ticks.put(item, task)));
        return ticks;
    }

    /** The Task of the checklist itself. */
    Optional<Task> root(Appointment appointment, Checklist list) {
        return tasks(appointment).stream()
                .filter(task -> code(task.getCode(), Terms.WORKFLOW)
                        .filter(list.code()::equals)
                        .isPresent())
                .filter(task -> !TAKEN_BACK.contains(task.getStatus()))
                .findFirst();
    }

    private List<Task> tasks(Appointment appointment) {
        return found.referring(Task.class, "focus", Found.reference(appointment)).stream()
                .sorted(Comparator.comparing(task -> task.getMeta().getLastUpdated()))
                .toList();
    }

    static Optional<String> item(Task task) {
        return code(task.getCode(), Terms.ITEM);
    }

    static Optional<String> code(CodeableConcept concept, String system) {
        return concept.getCoding().stream()
                .filter(coding -> system.equals(coding.getSystem()))
                .map(Coding::getCode)
                .findFirst();
    }

    /** What a Task says of its item. */
    static Outcome outcome(Task task) {
        return task.getStatus() != TaskStatus.COMPLETED
                ? Outcome.OPEN
                : code(task.getBusinessStatus(), Terms.OUTCOME)
                        .flatMap(Outcome::of)
                        .orElse(Outcome.DONE);
    }

    static Optional<String> reason(Task task) {
        return Optional.ofNullable(task.getStatusReason().getText()).filter(text -> !text.isBlank());
    }

    static Task newRoot(Appointment appointment, Checklist list) {
        Task root = task(appointment);
        root.setStatus(TaskStatus.INPROGRESS);
        root.setCode(Terms.concept(Terms.WORKFLOW, list.code(), list.title()));
        root.setBusinessStatus(Terms.concept(Terms.WORKFLOW, list.code() + "-open", list.title() + " open"));
        return root;
    }

    static Task newTick(Appointment appointment, String name, Item item, Task root) {
        Task tick = task(appointment);
        tick.setCode(Terms.concept(Terms.ITEM, name, item.title()));
        tick.addPartOf(new Reference(Found.reference(root)));
        return tick;
    }

    private static Task task(Appointment appointment) {
        Task task = new Task().setIntent(TaskIntent.ORDER);
        task.setId("Task/" + UUID.randomUUID());
        task.setFocus(new Reference(Found.reference(appointment)));
        Found.patient(appointment).map(Reference::new).ifPresent(task::setFor);
        return task;
    }

    /** Writes on a Task what became of its item. */
    static void settle(Task task, Outcome outcome, Item item, Optional<String> reason) {
        task.setStatus(outcome == Outcome.OPEN ? TaskStatus.REQUESTED : TaskStatus.COMPLETED);
        task.setBusinessStatus(null);
        task.setStatusReason(null);
        switch (outcome) {
            case OPEN, DONE -> {
                // The status says it.
            }
            case NOT_NEEDED ->
                task.setBusinessStatus(Terms.concept(Terms.OUTCOME, outcome.code(), String.valueOf(item.otherwise())));
            case OVERRIDDEN -> task.setBusinessStatus(Terms.concept(Terms.OUTCOME, outcome.code(), "Overridden"));
        }
        reason.ifPresent(text -> task.setStatusReason(new CodeableConcept().setText(text)));
    }
}
