package org.practicehub.mappings.referrals;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.Rf1ToServiceRequest;

/**
 * An RRI about a referral of ours: its Task follows what the other side decides (RF1-1), or that it could not take it (MSA-1).
 * The order stays ours; of it only the number changes that the other side has given it. Nothing is made (5.6).
 */
final class ReferralAnswer {

    private static final Set<String> REFUSALS = Set.of("AE", "AR", "CE", "CR");
    private static final Set<TaskStatus> CLOSED =
            EnumSet.of(TaskStatus.COMPLETED, TaskStatus.CANCELLED, TaskStatus.ENTEREDINERROR);

    private final Message message;
    private final Draft draft;

    ReferralAnswer(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    void follow() {
        Optional<Segment> rf1 = message.optional("RF1");
        if (rf1.isEmpty()) {
            draft.source()
                    .note(Problem.note(Place.of("RF1"), "The answer names no referral; it acknowledges and no more."));
            return;
        }
        Optional<ServiceRequest> request = Referral.find(rf1.get(), draft);
        Optional<Task> task = request.flatMap(order -> Referral.taskOf(order, draft));
        if (request.isEmpty() || task.isEmpty()) {
            draft.hold(Problem.error(
                    Code.UNKNOWN_KEY, rf1.get().field(6).place(), "The referral that this answers is not known."));
            return;
        }
        request.flatMap(order -> draft.read(
                        Patient.class, String.valueOf(order.getSubject().getReference())))
                .ifPresent(draft::about);
        draft.about(request.get());
        draft.edit(task.get()).ifPresent(copy -> answered(rf1.get(), copy));
        draft.edit(request.get()).ifPresent(order -> identify(rf1.get(), order.getIdentifier())); // RF1-6, RF1-11
    }

    /** The hub's own id comes back as the number that it gave (RF1-6): nobody needs to be told it. */
    private void identify(Segment rf1, List<Identifier> identifiers) {
        Rf1ToServiceRequest.identify(rf1, identifiers, draft.source());
        identifiers.removeIf(identifier -> Sending.OWN_IDS.equals(identifier.getSystem()));
    }

    private void answered(Segment rf1, Task task) {
        identify(rf1, task.getIdentifier()); // RF1-6, RF1-11
        Optional<TaskStatus> said = said(rf1);
        if (said.isEmpty() || CLOSED.contains(task.getStatus()) || !isForward(task.getStatus(), said.get())) {
            return;
        }
        if (task.getStatus() != said.get()) {
            Referral.set(task, said.get(), draft);
            task.setStatusReason(null);
        }
        if (said.get() == TaskStatus.COMPLETED) {
            task.setBusinessStatus(new CodeableConcept().setText(ReferralStates.EXPIRED));
        }
        why(rf1).ifPresent(text -> task.setStatusReason(new CodeableConcept().setText(text)));
    }

    /** RF1-1 decides; without it, an error in MSA-1 says that the referral did not arrive. */
    private Optional<TaskStatus> said(Segment rf1) {
        boolean refused = REFUSALS.contains(message.one("MSA").field(1).text()); // MSA-1
        Optional<TaskStatus> decided = Codes.code(rf1.field(1), "0283-task", draft.source())
                .map(TaskStatus::fromCode)
                .map(status -> status == TaskStatus.REQUESTED ? TaskStatus.RECEIVED : status);
        return refused
                        && decided.filter(status -> status == TaskStatus.REJECTED)
                                .isEmpty()
                ? Optional.of(TaskStatus.FAILED)
                : decided; // RF1-1
    }

    /** "Pending" and a late failure take nothing back that was decided; work that has begun is not accepted again. */
    private static boolean isForward(TaskStatus from, TaskStatus to) {
        return switch (to) {
            case RECEIVED, FAILED ->
                EnumSet.of(TaskStatus.DRAFT, TaskStatus.REQUESTED, TaskStatus.RECEIVED, TaskStatus.FAILED)
                        .contains(from);
            case ACCEPTED -> from != TaskStatus.INPROGRESS;
            default -> true;
        };
    }

    /** NTE, else RF1-14: what the other side says to it. */
    private Optional<String> why(Segment rf1) {
        String notes = message.each("NTE")
                .map(nte -> nte.field(3).runningText()) // NTE-3
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
        return notes.isEmpty()
                ? Codes.concept(rf1.field(14), draft.source()).map(CodeableConcept::getText) // RF1-14
                : Optional.of(notes);
    }
}
