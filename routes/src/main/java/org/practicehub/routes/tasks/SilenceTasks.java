package org.practicehub.routes.tasks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.routes.store.FhirStore.Unit;

/** A feed that is silent as a FHIR Task: somebody looks after the system that should send. */
public final class SilenceTasks {
    private SilenceTasks() {}

    /** Nothing has come since then, though messages are expected. */
    public static void open(String feed, Instant since, Unit unit) {
        Task task = new Task();
        task.setId(id(feed, since));
        task.setStatus(TaskStatus.REQUESTED);
        task.setIntent(TaskIntent.ORDER);
        task.setPriority(TaskPriority.URGENT);
        task.setCode(new CodeableConcept()
                .addCoding(new Coding(MessageTasks.CODES, "silent-feed", "A system that says nothing")));
        task.setStatusReason(new CodeableConcept()
                .setText("Nothing comes from " + feed + ", though messages are expected. See whether it is well."));
        task.setFocus(new Reference()
                .setType(Endpoint.class.getSimpleName())
                .setIdentifier(new Identifier().setSystem("urn:x-hub:feed").setValue(feed)));
        task.setExecutionPeriod(new Period().setStart(Date.from(since)));
        MessageTasks.write(task, unit.resources().read(ResourceType.Task, task.getIdPart()), unit);
    }

    /** Something came. */
    public static void close(String feed, Instant since, Unit unit) {
        finish(feed, since, TaskStatus.COMPLETED, unit);
    }

    /** Nobody expects anything of the feed any more. */
    public static void cancel(String feed, Instant since, Unit unit) {
        finish(feed, since, TaskStatus.CANCELLED, unit);
    }

    private static void finish(String feed, Instant since, TaskStatus status, Unit unit) {
        unit.resources()
                .read(ResourceType.Task, id(feed, since))
                .map(Task.class::cast)
                .ifPresent(task -> MessageTasks.write(task.copy().setStatus(status), Optional.of(task), unit));
    }

    /** The same silence has the same Task. */
    private static String id(String feed, Instant since) {
        return UUID.nameUUIDFromBytes(("silent-feed|" + feed + "|" + since).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
