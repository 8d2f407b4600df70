package org.practicehub.routes.tasks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore.Unit;

/** A message that waits for a person as a FHIR Task, so that it waits where all work waits. */
public final class MessageTasks {
    static final String CODES = "urn:x-hub:task";
    private static final String SOURCE = "urn:x-hub:messages";

    private MessageTasks() {}

    /** The message could not be applied, for this reason. */
    public static void open(long message, Problem why, Unit unit) {
        open(message, new Coding(CODES, "held-message", "A message that could not be applied"), why, unit);
    }

    /** The message left, and its receiver refused it. */
    public static void refused(long message, Problem why, Unit unit) {
        open(message, new Coding(CODES, "refused-message", "A message that its receiver refused"), why, unit);
    }

    private static void open(long message, Coding code, Problem why, Unit unit) {
        Optional<Resource> before = unit.resources().read(ResourceType.Task, id(message));
        Task task = before.map(Resource::copy).map(Task.class::cast).orElseGet(() -> create(message, code));
        task.setStatus(TaskStatus.REQUESTED);
        task.setStatusReason(new CodeableConcept().setText(why.text()));
        write(task, before, unit);
    }

    /** The message needs nobody any more. */
    public static void close(long message, Unit unit) {
        finish(message, TaskStatus.COMPLETED, unit);
    }

    /** A person decided that the message shall have no effect. */
    public static void cancel(long message, Unit unit) {
        finish(message, TaskStatus.CANCELLED, unit);
    }

    private static void finish(long message, TaskStatus status, Unit unit) {
        unit.resources()
                .read(ResourceType.Task, id(message))
                .map(Task.class::cast)
                .filter(task -> task.getStatus() != status)
                .ifPresent(task -> write(task.copy().setStatus(status), Optional.of(task), unit));
    }

    private static Task create(long message, Coding code) {
        Task task = new Task();
        task.setId(id(message));
        task.setIntent(TaskIntent.ORDER);
        task.setPriority(TaskPriority.URGENT);
        task.setCode(new CodeableConcept().addCoding(code));
        task.setFocus(new Reference()
                .setType(ResourceType.MessageHeader.name())
                .setIdentifier(new Identifier().setSystem("urn:x-hub:message").setValue(Long.toString(message))));
        return task;
    }

    static void write(Task task, Optional<Resource> before, Unit unit) {
        if (before.isEmpty() || !task.equalsDeep(before.get())) {
            unit.write(List.of(new Change(task, before)), SOURCE);
        }
    }

    /** The same message has the same Task, however often it is held. */
    private static String id(long message) {
        return UUID.nameUUIDFromBytes(("held-message|" + message).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
