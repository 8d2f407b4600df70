package org.practicehub.server.messaging;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.NameUuid;
import org.practicehub.mappings.record.TaskTerms;
import org.practicehub.routes.store.FhirStore.Unit;

/** What is left for a person to do. */
final class DeskTasks {

    /** Kinds of Tasks, as {@code Task.code} has them. */
    enum Kind {
        CALL_PATIENT("call-patient", "Call the patient"),
        LATE_CANCELLATION("late-cancellation", "Patient wants to cancel"),
        PATIENT_REPLY("patient-reply", "Answer to a message"),
        UNMATCHED_REPLY("unmatched-reply", "Answer from an unknown number");

        private final String code;
        private final String display;

        Kind(String code, String display) {
            this.code = code;
            this.display = display;
        }
    }

    /** One for each time of a visit, however many messages could not be sent; empty when it is there already. */
    Optional<Change> call(Visit visit, Unit unit, Instant now) {
        String id = NameUuid.of("call-patient", visit.id(), visit.begins().toString());
        if (unit.resources().read(ResourceType.Task, id).isPresent()) {
            return Optional.empty();
        }
        Task task = of(Kind.CALL_PATIENT, now);
        task.setId("Task/" + id);
        task.setDescription(
                "No message can be sent about this visit. Call, or ask for a mobile number or an e-mail address.");
        about(task, visit);
        task.getRestriction().getPeriod().setEnd(Date.from(visit.begins()));
        return Optional.of(new Change(task, Optional.empty()));
    }

    Change reply(
            Kind kind, Optional<Visit> visit, String what, Optional<String> text, String communication, Instant now) {
        Task task = of(kind, now);
        task.setDescription(what);
        visit.ifPresent(one -> about(task, one));
        if (kind == Kind.LATE_CANCELLATION) {
            task.setPriority(TaskPriority.URGENT);
        }
        text.ifPresent(words -> task.addInput()
                .setType(new CodeableConcept().setText("What they wrote"))
                .setValue(new StringType(words)));
        task.addInput().setType(new CodeableConcept().setText("Message")).setValue(new Reference(communication));
        return new Change(task, Optional.empty());
    }

    private static void about(Task task, Visit visit) {
        task.setFocus(new Reference("Appointment/" + visit.id())).setFor(new Reference(visit.whose()));
    }

    private static Task of(Kind kind, Instant now) {
        Task task = new Task();
        task.setId("Task/" + UUID.randomUUID());
        task.setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER).setPriority(TaskPriority.ROUTINE);
        task.setCode(new CodeableConcept().addCoding(new Coding(TaskTerms.KIND, kind.code, kind.display)));
        task.setPerformerType(List.of(new CodeableConcept().setText("front-desk")));
        task.setAuthoredOn(Date.from(now)).setLastModified(Date.from(now));
        return task;
    }
}
