package org.practicehub.mappings.record;

import java.util.EnumSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** What Tasks of every kind say alike. */
public final class TaskTerms {
    /** The system of Task.code in R4. */
    public static final String CODE = "http://hl7.org/fhir/CodeSystem/task-code";
    /** The hub's own kinds: {@code referral}, {@code appointment-request}. */
    public static final String KIND = "urn:x-hub:task-kind";

    private static final Set<TaskStatus> CLOSED = EnumSet.of(
            TaskStatus.COMPLETED,
            TaskStatus.CANCELLED,
            TaskStatus.REJECTED,
            TaskStatus.FAILED,
            TaskStatus.ENTEREDINERROR);

    private TaskTerms() {}

    /** Whether it is of this kind of the hub's own: {@code referral}. */
    public static boolean isOf(String kind, Task task) {
        return task.getCode().getCoding().stream()
                .anyMatch(coding -> KIND.equals(coding.getSystem()) && kind.equals(coding.getCode()));
    }

    /** Whether nobody has to do anything about it any more. */
    public static boolean isClosed(Task task) {
        return CLOSED.contains(task.getStatus());
    }
}
