package org.practicehub.mappings.referrals;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.record.Draft;

/**
 * What RF1-1 (HL7 table 0283) says of a referral's order and Task. A Task only moves forward: what the desk has begun, no
 * sender's "pending" begins again.
 */
final class ReferralStates {

    /** The Task's words for a referral that ran out. */
    static final String EXPIRED = "Expired";

    private static final String RECEIVED = "Received";
    private static final String CANCELLED = "Cancelled by the referrer";

    private static final Set<TaskStatus> OVER = EnumSet.of(
            TaskStatus.COMPLETED,
            TaskStatus.CANCELLED,
            TaskStatus.REJECTED,
            TaskStatus.FAILED,
            TaskStatus.ENTEREDINERROR);
    private static final Set<TaskStatus> BEGUN = EnumSet.of(TaskStatus.INPROGRESS, TaskStatus.ACCEPTED);

    private final Segment rf1;
    private final Draft draft;

    ReferralStates(Segment rf1, Draft draft) {
        this.rf1 = rf1;
        this.draft = draft;
    }

    static boolean isDone(Task task) {
        return task.getStatus() == TaskStatus.COMPLETED;
    }

    /** A referral; one that was taken back or turned down is asked for again. */
    void refer(Referral referral) {
        boolean again = referral.task().getStatus() == TaskStatus.CANCELLED;
        if (again) {
            start(referral);
        } else {
            modify(referral);
        }
    }

    /** A change; a new referral begins as the message says, or as requested. */
    void modify(Referral referral) {
        Task task = referral.task();
        if (!task.hasStatus() || isTakenUpAgain(referral)) {
            start(referral);
        } else if (!OVER.contains(task.getStatus())) {
            request().ifPresent(referral.request()::setStatus); // RF1-1
            task().filter(status -> mayBecome(status, task)).ifPresent(status -> set(task, status)); // RF1-1
        }
    }

    void cancel(Referral referral) {
        referral.request().setStatus(ServiceRequestStatus.REVOKED);
        if (!OVER.contains(referral.task().getStatus())) {
            set(referral.task(), TaskStatus.CANCELLED);
            referral.task().setBusinessStatus(new CodeableConcept().setText(CANCELLED));
        }
    }

    private void start(Referral referral) {
        referral.request().setStatus(request().orElse(ServiceRequestStatus.ACTIVE)); // RF1-1
        referral.task().setBusinessStatus(new CodeableConcept().setText(RECEIVED));
        set(referral.task(), task().orElse(TaskStatus.REQUESTED)); // RF1-1
    }

    private void set(Task task, TaskStatus status) {
        Referral.set(task, status, draft);
        if (status == TaskStatus.COMPLETED) {
            task.setBusinessStatus(new CodeableConcept().setText(EXPIRED));
        }
    }

    /** Turned down by the sender, who says now that it stands. */
    private boolean isTakenUpAgain(Referral referral) {
        return referral.task().getStatus() == TaskStatus.REJECTED
                && referral.request().getStatus() == ServiceRequestStatus.REVOKED
                && request().equals(Optional.of(ServiceRequestStatus.ACTIVE));
    }

    private static boolean mayBecome(TaskStatus status, Task task) {
        return switch (status) {
            case REQUESTED -> false;
            case ACCEPTED -> !BEGUN.contains(task.getStatus());
            default -> true;
        };
    }

    private Optional<ServiceRequestStatus> request() {
        return Codes.code(rf1.field(1), "0283", draft.source()).map(ServiceRequestStatus::fromCode);
    }

    private Optional<TaskStatus> task() {
        return Codes.code(rf1.field(1), "0283-task", draft.source()).map(TaskStatus::fromCode);
    }
}
