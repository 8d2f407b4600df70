package org.practicehub.mappings.referrals;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.TaskTerms;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.Rf1ToServiceRequest;

/**
 * A referral in the record: the order, and the Task that the desk follows it by. The Task has the shape of the FHIR door's,
 * {@code $submit-referral}, so that nobody sees by which door it came.
 */
record Referral(ServiceRequest request, Task task) {

    /** The order that RF1 means. */
    static Optional<ServiceRequest> find(Segment rf1, Draft draft) {
        for (Token token : Rf1ToServiceRequest.identity(rf1, draft.source())) {
            Optional<ServiceRequest> found =
                    draft.find(ServiceRequest.class, List.of(token)).stream().findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The Task of an order, if it has one. */
    static Optional<Task> taskOf(ServiceRequest request, Draft draft) {
        String reference = Draft.reference(request);
        return draft.referringTo(reference, Task.class).stream()
                .filter(task -> reference.equals(task.getFocus().getReference()))
                .filter(task -> TaskTerms.isOf("referral", task))
                .findFirst();
    }

    static Task newTask(ServiceRequest request, Draft draft) {
        Task task = new Task().setIntent(TaskIntent.ORDER);
        task.setCode(new CodeableConcept()
                .addCoding(new Coding(TaskTerms.CODE, "fulfill", "Fulfill the focal request"))
                .addCoding(new Coding(TaskTerms.KIND, "referral", "Referral")));
        task.setFocus(new Reference(Draft.reference(request)));
        return draft.create(task, "referral", Draft.reference(request));
    }

    /** Sets the state, and when it came to be so; never before the Task was there (R4 invariant inv-1). */
    static void set(Task task, TaskStatus status, Draft draft) {
        if (task.getStatus() != status) {
            boolean before = task.hasAuthoredOn()
                    && draft.event().time().isBefore(task.getAuthoredOn().toInstant());
            task.setStatus(status);
            task.setLastModifiedElement(
                    before
                            ? task.getAuthoredOnElement().copy()
                            : Times.dateTime(draft.event().time(), draft.source()));
        }
    }
}
