package org.practicehub.mappings.orders;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.TaskTerms;
import org.practicehub.mappings.record.Token;

/**
 * The Tasks of an order (5.6), where somebody has to act: to carry it out, if that is the practice; else to see to it that a
 * cancellation or a hold that was asked for is answered.
 */
final class OrderTasks {

    private static final String TASK = "urn:x-hub:order-task";
    private static final String FULFILL = "fulfill";
    private static final String ABORT = "abort";
    private static final String SUSPEND = "suspend";

    private final ServiceRequest order;
    private final Draft draft;

    OrderTasks(ServiceRequest order, Draft draft) {
        this.order = order;
        this.draft = draft;
    }

    void follow(OrderControl control) {
        boolean ours = draft.feed().fillsOrders();
        switch (control) {
            case NEW, REPLACEMENT -> {
                if (ours && order.getStatus() == ServiceRequestStatus.ACTIVE) {
                    open(FULFILL, TaskStatus.REQUESTED);
                }
            }
            case CANCEL_WANTED -> want(ABORT, ours);
            case HOLD_WANTED -> want(SUSPEND, ours);
            case HELD -> close(SUSPEND, TaskStatus.COMPLETED);
            case RELEASED -> close(SUSPEND, TaskStatus.CANCELLED);
            case NOT_CANCELLED -> close(ABORT, TaskStatus.REJECTED);
            case NOT_HELD -> close(SUSPEND, TaskStatus.REJECTED);
            case REFUSED -> open(FULFILL, TaskStatus.REJECTED);
            case CANCELLED, DISCONTINUED, REPLACED, GOES_ON, OTHER -> {}
        }
        followStatus();
    }

    /** The order has its final result. */
    void complete() {
        followStatus();
    }

    /** What is wanted of the practice itself is done with the order's status; of others, it is to be watched. */
    private void want(String code, boolean ours) {
        if (!ours && order.getStatus() != ServiceRequestStatus.REVOKED) {
            open(code, TaskStatus.REQUESTED);
        }
    }

    private void followStatus() {
        switch (order.getStatus()) {
            case REVOKED, ENTEREDINERROR -> {
                close(FULFILL, TaskStatus.CANCELLED);
                close(ABORT, TaskStatus.COMPLETED);
                close(SUSPEND, TaskStatus.CANCELLED);
            }
            case COMPLETED -> {
                close(FULFILL, TaskStatus.COMPLETED);
                close(ABORT, TaskStatus.FAILED);
                close(SUSPEND, TaskStatus.FAILED);
            }
            case ONHOLD -> move(FULFILL, TaskStatus.REQUESTED, TaskStatus.ONHOLD);
            case ACTIVE -> move(FULFILL, TaskStatus.ONHOLD, TaskStatus.REQUESTED);
            case DRAFT, UNKNOWN, NULL -> {}
        }
    }

    private void open(String code, TaskStatus status) {
        Task task = find(code).orElseGet(() -> create(code));
        draft.edit(task)
                .filter(copy -> draft.isNew(copy) || status == TaskStatus.REJECTED)
                .ifPresent(copy -> copy.setStatus(status));
    }

    private void close(String code, TaskStatus status) {
        find(code)
                .flatMap(draft::edit)
                .filter(task -> !TaskTerms.isClosed(task))
                .ifPresent(task -> task.setStatus(status));
    }

    private void move(String code, TaskStatus from, TaskStatus to) {
        find(code).flatMap(draft::edit).filter(task -> task.getStatus() == from).ifPresent(task -> task.setStatus(to));
    }

    private Optional<Task> find(String code) {
        return draft.find(Task.class, List.of(token(code))).stream().findFirst();
    }

    private Token token(String code) {
        return new Token(TASK, code + "/" + order.getIdPart());
    }

    private Task create(String code) {
        Task task = new Task().setIntent(TaskIntent.ORDER);
        task.addIdentifier().setSystem(TASK).setValue(token(code).value());
        task.setCode(new CodeableConcept()
                .addCoding(new Coding().setSystem(TaskTerms.CODE).setCode(code)));
        task.setFocus(new Reference(Draft.reference(order)));
        task.setFor(order.getSubject().copy());
        task.setAuthoredOnElement(Times.dateTime(draft.event().time(), draft.source()));
        if (order.hasRequester()) {
            task.setRequester(order.getRequester().copy());
        }
        return draft.create(task, token(code));
    }
}
