package org.practicehub.mappings.outbound;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.feed.Sending.Calendar;

/** Which event a change of the record is to a system that hears of it; empty when it is none (5.2, outbound). */
public final class OutboundEvents {

    /** By message type, what it tells of. */
    private static final Map<String, Set<String>> TYPES = Map.of(
            "SIU", Set.of("Appointment"),
            "SRM", Set.of("Appointment"),
            "SRR", Set.of("Appointment"),
            "ADT", Set.of("Patient"),
            "DFT", Set.of("ChargeItem"),
            "RRI", Set.of("Task"),
            "REF", Set.of("ServiceRequest", "Task"),
            "ORU", Set.of("DiagnosticReport", "Observation"));

    private static final Set<TaskStatus> TOLD =
            EnumSet.of(TaskStatus.ACCEPTED, TaskStatus.REJECTED, TaskStatus.COMPLETED, TaskStatus.CANCELLED);

    private static final Set<AppointmentStatus> NOT_YET =
            EnumSet.of(AppointmentStatus.PROPOSED, AppointmentStatus.WAITLIST);

    /** On an Appointment that is only kept free for somebody for a while. */
    private static final String HELD = "urn:x-hub:extension:hold-expires";

    private OutboundEvents() {}

    /** Whether a change of this resource type may be something that the system hears of. */
    public static boolean concerns(String type, Sending sending) {
        return sending.messages().stream()
                .anyMatch(message -> TYPES.getOrDefault(message, Set.of()).contains(type));
    }

    /**
     * Whether what is told of a resource depends on what the system was told of it before, rather than on what it just was: a
     * sum is put right by taking back the one that was told.
     */
    public static boolean isComparedWithTold(String type) {
        return type.equals("ChargeItem");
    }

    /**
     * @param before the resource as it was, or was told where that counts; empty when it is new
     * @param after as it is now
     */
    public static Optional<OutboundEvent> of(Optional<Resource> before, Resource after, Sending sending) {
        Optional<OutboundEvent> event =
                switch (after.fhirType()) {
                    case "Appointment" ->
                        appointment(before.map(Appointment.class::cast), (Appointment) after, sending);
                    case "ChargeItem" -> charge(before.map(ChargeItem.class::cast), (ChargeItem) after);
                    case "Patient" -> patient(before.map(Patient.class::cast), (Patient) after);
                    case "Task" -> task(before.map(Task.class::cast), (Task) after);
                    default -> Optional.empty();
                };
        return event.filter(one -> sending.messages().contains(one.type()));
    }

    private static Optional<OutboundEvent> appointment(
            Optional<Appointment> before, Appointment after, Sending sending) {
        Optional<OutboundEvent> event = before.isEmpty() ? begun(after) : changed(before.get(), after);
        return sending.calendar() == Calendar.HUB ? event : event.flatMap(OutboundEvents::asked);
    }

    /** A booking; one that comes into being over already is none that anybody heard of. */
    private static Optional<OutboundEvent> begun(Appointment appointment) {
        return ended(appointment.getStatus()).isPresent() || isNotYet(appointment)
                ? Optional.empty()
                : Optional.of(OutboundEvent.SIU_S12);
    }

    private static boolean isNotYet(Appointment appointment) {
        return NOT_YET.contains(appointment.getStatus()) || appointment.hasExtension(HELD);
    }

    private static Optional<OutboundEvent> changed(Appointment before, Appointment after) {
        if (isNotYet(before)) {
            return begun(after);
        }
        Optional<OutboundEvent> ended = ended(after.getStatus());
        if (ended.isPresent()) {
            return before.getStatus() == after.getStatus() ? Optional.empty() : ended;
        }
        if (ended(before.getStatus()).isPresent()) {
            // Taken back: to whom it was over it is a new booking of the same number.
            return Optional.of(OutboundEvent.SIU_S12);
        }
        if (!isSameTime(before, after)) {
            return Optional.of(OutboundEvent.SIU_S13);
        }
        return saysTheSame(before, after) ? Optional.empty() : Optional.of(OutboundEvent.SIU_S14);
    }

    private static Optional<OutboundEvent> ended(@Nullable AppointmentStatus status) {
        return status == null ? Optional.empty() : end(status);
    }

    private static Optional<OutboundEvent> end(AppointmentStatus status) {
        return switch (status) {
            case CANCELLED -> Optional.of(OutboundEvent.SIU_S15);
            case ENTEREDINERROR -> Optional.of(OutboundEvent.SIU_S17);
            case NOSHOW -> Optional.of(OutboundEvent.SIU_S26);
            default -> Optional.empty();
        };
    }

    private static boolean isSameTime(Appointment before, Appointment after) {
        return before.getStart() == null
                ? after.getStart() == null
                : before.getStart().equals(after.getStart())
                        && before.getEnd() != null
                        && before.getEnd().equals(after.getEnd());
    }

    private static boolean saysTheSame(Appointment before, Appointment after) {
        return saysTheSame(before.copy(), after.copy(), appointment -> {
            appointment.getSlot().clear();
            appointment.getIdentifier().clear();
            appointment.setCreatedElement(null);
        });
    }

    /**
     * Whether nothing differs that a message could say: tags, versions, and ids that name them, are the hub's own.
     *
     * @param own takes away what else is
     */
    private static <T extends DomainResource> boolean saysTheSame(T before, T after, Consumer<T> own) {
        for (T resource : List.of(before, after)) {
            resource.setIdElement(null);
            resource.setMeta(null);
            resource.setText(null);
            own.accept(resource);
        }
        return before.equalsDeep(after);
    }

    /** The same of a calendar that is not the hub's: it is asked to book, move, change or cancel. */
    private static Optional<OutboundEvent> asked(OutboundEvent told) {
        return switch (told) {
            case SIU_S12 -> Optional.of(OutboundEvent.SRM_S01);
            case SIU_S13 -> Optional.of(OutboundEvent.SRM_S02);
            case SIU_S14 -> Optional.of(OutboundEvent.SRM_S03);
            case SIU_S15 -> Optional.of(OutboundEvent.SRM_S04);
            default -> Optional.empty();
        };
    }

    private static Optional<OutboundEvent> patient(Optional<Patient> before, Patient after) {
        if (before.isEmpty()) {
            return Optional.of(OutboundEvent.ADT_A28);
        }
        if (isReplaced(after) && !isReplaced(before.get())) {
            return Optional.of(OutboundEvent.ADT_A40);
        }
        return isReplaced(after) || saysTheSame(before.get(), after)
                ? Optional.empty()
                : Optional.of(OutboundEvent.ADT_A31);
    }

    /** A charge is told once it is to be billed, again when it is put right, and once more when it no longer counts. */
    private static Optional<OutboundEvent> charge(Optional<ChargeItem> before, ChargeItem after) {
        boolean told = before.filter(OutboundEvents::counts).isPresent();
        boolean same = told && counts(after) && saysTheSame(before.get(), after);
        return same || (!told && !counts(after)) ? Optional.empty() : Optional.of(OutboundEvent.DFT_P03);
    }

    /** Whether there is something to be paid. */
    static boolean counts(ChargeItem charge) {
        return charge.getStatus() == ChargeItemStatus.BILLABLE || charge.getStatus() == ChargeItemStatus.BILLED;
    }

    private static boolean saysTheSame(ChargeItem before, ChargeItem after) {
        return saysTheSame(before.copy(), after.copy(), charge -> {
            charge.getIdentifier().clear();
            charge.setStatus(ChargeItemStatus.BILLABLE);
        });
    }

    /** The referrer hears when their referral is taken up, turned down or done. */
    private static Optional<OutboundEvent> task(Optional<Task> before, Task after) {
        boolean ofAReferral = Optional.ofNullable(after.getFocus().getReference())
                .filter(focus -> focus.startsWith("ServiceRequest/"))
                .isPresent();
        boolean moved =
                before.filter(was -> was.getStatus() != after.getStatus()).isPresent();
        return ofAReferral && moved && TOLD.contains(after.getStatus())
                ? Optional.of(OutboundEvent.RRI_I12)
                : Optional.empty();
    }

    private static boolean isReplaced(Patient patient) {
        return patient.getLink().stream().anyMatch(link -> link.getType() == LinkType.REPLACEDBY);
    }

    private static boolean saysTheSame(Patient before, Patient after) {
        return saysTheSame(
                before.copy(), after.copy(), patient -> patient.getLink().clear());
    }
}
