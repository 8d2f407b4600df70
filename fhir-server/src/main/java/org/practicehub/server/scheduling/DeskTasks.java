package org.practicehub.server.scheduling;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.TaskTerms;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.access.Authorship;

/** What the front desk is asked about a visit: one Task for each, of the kind that other systems' requests have. */
final class DeskTasks {
    private static final String REQUEST = "appointment-request";

    private DeskTasks() {}

    /** A visit is asked for, or something about it that only a person can decide (S3). */
    static Change ask(Appointment appointment, String what, StoredResources record, Instant now) {
        Optional<Task> open = of(appointment, record)
                .filter(task -> !TaskTerms.isClosed(task))
                .findFirst();
        Task task = open.map(Task::copy).orElseGet(() -> create(appointment, now));
        return new Change(set(task, TaskStatus.REQUESTED, what, now), open.map(one -> one));
    }

    /** A new one. */
    static Task create(Appointment appointment, Instant now) {
        Task task = new Task().setIntent(TaskIntent.ORDER).setAuthoredOn(Date.from(now));
        task.setId("Task/" + UUID.randomUUID());
        task.setCode(new CodeableConcept()
                .addCoding(new Coding(TaskTerms.CODE, "fulfill", "Fulfill the focal request"))
                .addCoding(new Coding(TaskTerms.KIND, REQUEST, "Appointment request")));
        task.setFocus(new Reference(reference(appointment)));
        task.setRequester(Authorship.reference("Practice Hub"));
        AppointmentParts.actors(appointment, "Patient")
                .findFirst()
                .map(Reference::new)
                .ifPresent(task::setFor);
        return set(task, TaskStatus.REQUESTED, "Received", now);
    }

    /** What was asked has an answer. */
    static List<Change> close(Appointment appointment, String how, StoredResources record, Instant now) {
        TaskStatus status = appointment.getStatus() == Appointment.AppointmentStatus.CANCELLED
                ? TaskStatus.CANCELLED
                : TaskStatus.COMPLETED;
        return of(appointment, record)
                .filter(task -> !TaskTerms.isClosed(task))
                .map(task -> new Change(set(task.copy(), status, how, now), Optional.of(task)))
                .toList();
    }

    private static Stream<Task> of(Appointment appointment, StoredResources record) {
        String reference = reference(appointment);
        return record.referringTo(reference, Set.of(ResourceType.Task)).stream()
                .map(Task.class::cast)
                .filter(task -> TaskTerms.isOf(REQUEST, task))
                .filter(task -> reference.equals(task.getFocus().getReference()));
    }

    private static Task set(Task task, TaskStatus status, String words, Instant now) {
        task.setStatus(status);
        task.setBusinessStatus(new CodeableConcept().setText(words));
        task.setLastModified(Date.from(now));
        return task;
    }

    private static String reference(Appointment appointment) {
        return "Appointment/" + appointment.getIdElement().getIdPart();
    }
}
