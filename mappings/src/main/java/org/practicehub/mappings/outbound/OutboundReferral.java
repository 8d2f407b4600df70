package org.practicehub.mappings.outbound;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.record.TaskTerms;

/**
 * A referral of the record as it may leave: the order, and the Task that it is followed by. An order without such a Task is
 * no referral.
 */
public record OutboundReferral(ServiceRequest request, Task task) {

    private static final Set<ServiceRequestStatus> NOT_YET =
            EnumSet.of(ServiceRequestStatus.DRAFT, ServiceRequestStatus.UNKNOWN, ServiceRequestStatus.NULL);
    private static final Set<ServiceRequestStatus> TAKEN_BACK =
            EnumSet.of(ServiceRequestStatus.REVOKED, ServiceRequestStatus.ENTEREDINERROR);
    private static final Set<TaskStatus> CALLED_OFF = EnumSet.of(TaskStatus.CANCELLED, TaskStatus.ENTEREDINERROR);
    private static final Set<TaskStatus> DECIDED = EnumSet.of(TaskStatus.REJECTED, TaskStatus.COMPLETED);

    /** How it stands to a system. */
    enum Standing {
        /** There is nothing to tell yet. */
        NONE,
        /** Somebody is asked to see the patient. */
        ASKED,
        /** Who was asked has decided, and it is over. */
        DECIDED,
        /** Nobody is asked any more. */
        WITHDRAWN
    }

    /** The order with that of its Tasks which counts: one that is open before others. */
    public static Optional<OutboundReferral> of(ServiceRequest request, List<Task> tasks) {
        String reference = "ServiceRequest/" + request.getIdElement().getIdPart();
        List<Task> own = tasks.stream()
                .filter(task -> reference.equals(task.getFocus().getReference()))
                .filter(task -> TaskTerms.isOf("referral", task))
                .toList();
        return own.stream()
                .filter(task -> !TaskTerms.isClosed(task))
                .findFirst()
                .or(() -> own.stream().findFirst())
                .map(task -> new OutboundReferral(request, task));
    }

    /** @param isAddressed whether it is addressed to whom the system works for */
    Standing standing(boolean isAddressed) {
        if (DECIDED.contains(task.getStatus())) {
            return Standing.DECIDED;
        }
        if (TAKEN_BACK.contains(request.getStatus()) || CALLED_OFF.contains(task.getStatus()) || !isAddressed) {
            return Standing.WITHDRAWN;
        }
        return NOT_YET.contains(request.getStatus()) || task.getStatus() == TaskStatus.DRAFT
                ? Standing.NONE
                : Standing.ASKED;
    }
}
