package org.practicehub.routes.tasks;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.routes.store.FhirStore.Unit;

/** A change that a system could not be told of as a FHIR Task: somebody tells it otherwise, and sees what is the matter. */
public final class UntoldTasks {
    private UntoldTasks() {}

    /** No message for this feed could be made of the resource, {@code Appointment/x}. */
    public static void open(String feed, String resource, Unit unit) {
        Task task = new Task();
        task.setId(id(feed, resource));
        task.setStatus(TaskStatus.REQUESTED);
        task.setIntent(TaskIntent.ORDER);
        task.setPriority(TaskPriority.URGENT);
        task.setCode(new CodeableConcept()
                .addCoding(new Coding(MessageTasks.CODES, "untold-change", "A change that a system was not told of")));
        task.setStatusReason(new CodeableConcept()
                .setText("No message for " + feed + " could be made of " + resource
                        + ". It is tried again when the resource is changed, and when the hub is started."));
        task.setFocus(new Reference()
                .setType(Endpoint.class.getSimpleName())
                .setIdentifier(new Identifier().setSystem("urn:x-hub:feed").setValue(feed)));
        task.setReasonReference(new Reference(resource));
        MessageTasks.write(task, unit.resources().read(ResourceType.Task, task.getIdPart()), unit);
    }

    /** The system has heard of it, or need not. */
    public static void close(String feed, String resource, Unit unit) {
        unit.resources()
                .read(ResourceType.Task, id(feed, resource))
                .map(Task.class::cast)
                .ifPresent(task ->
                        MessageTasks.write(task.copy().setStatus(TaskStatus.COMPLETED), Optional.of(task), unit));
    }

    /** The same resource has the same Task, however often it fails. */
    private static String id(String feed, String resource) {
        return UUID.nameUUIDFromBytes(("untold|" + feed + "|" + resource).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
