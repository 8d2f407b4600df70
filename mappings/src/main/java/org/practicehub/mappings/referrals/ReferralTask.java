package org.practicehub.mappings.referrals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactDetail;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.directory.Providers;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.CtdToContactDetail;
import org.practicehub.mappings.segments.PidToIdentifiers;
import org.practicehub.mappings.segments.PidToPatient;
import org.practicehub.mappings.segments.Rf1ToServiceRequest;

/** What the desk's Task says of a referral beside its state. */
final class ReferralTask {

    private static final String SENT = "sent";
    private static final Set<String> OTHER_SIDES = Set.of("RP", "RT");

    private final Message message;
    private final Draft draft;

    ReferralTask(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /** PRD-1: whether a provider has a role of HL7 table 0286. */
    static boolean hasRole(Segment prd, String role) {
        return prd.field(1).repetitions().anyMatch(cwe -> cwe.text().equals(role)); // PRD-1
    }

    /**
     * Writes it.
     *
     * @param before to whom the referral was addressed before the message
     */
    void write(Referral referral, Patient patient, List<Reference> before) {
        ServiceRequest request = referral.request();
        Task task = referral.task();
        Rf1ToServiceRequest.identify(message.one("RF1"), task.getIdentifier(), draft.source()); // RF1-6, RF1-11
        task.setPriority(
                request.hasPriority()
                        ? TaskPriority.fromCode(request.getPriority().toCode())
                        : TaskPriority.ROUTINE);
        task.setFor(new Reference(Draft.reference(patient)));
        if (!task.hasAuthoredOn()) {
            task.setAuthoredOnElement(Times.dateTime(draft.event().time(), draft.source()));
        }
        if (request.hasRequester()) {
            task.setRequester(request.getRequester().copy());
        }
        owner(request, task, before);
        inputs(task);
        sent(patient, task);
    }

    /** The one it is addressed to, unless somebody here has given it to another since. */
    private static void owner(ServiceRequest request, Task task, List<Reference> before) {
        boolean ours = !task.hasOwner() || before.stream().anyMatch(task.getOwner()::equalsDeep);
        if (ours && request.hasPerformer()) {
            task.setOwner(request.getPerformer().get(0).copy());
        }
    }

    /** The other providers and the people to call, as the message names them. */
    private void inputs(Task task) {
        List<ParameterComponent> sent = message.segments().stream()
                .flatMap(segment -> input(segment).stream())
                .toList();
        if (!sent.isEmpty()) {
            task.setInput(
                    Stream.concat(sent.stream(), task.getInput().stream().filter(input -> !isPerson(input.getValue())))
                            .collect(Collectors.toCollection(ArrayList::new)));
        }
    }

    private Optional<ParameterComponent> input(Segment segment) {
        return switch (segment.name()) {
            case "PRD" ->
                OTHER_SIDES.stream().anyMatch(role -> hasRole(segment, role))
                        ? Optional.empty()
                        : Providers.reference(segment, draft)
                                .map(person -> input(segment.field(1), "0286", "Provider", person)); // PRD-1
            case "CTD" ->
                CtdToContactDetail.map(segment, draft.source())
                        .map(contact -> input(segment.field(1), "0131", "Contact", contact)); // CTD-1
            default -> Optional.empty();
        };
    }

    private ParameterComponent input(Field role, String table, String otherwise, Type value) {
        CodeableConcept type = Codes.concept(role.repetition(1), table, draft.source())
                .orElseGet(() -> new CodeableConcept().setText(otherwise));
        return new ParameterComponent(type, value);
    }

    private static boolean isPerson(Type value) {
        return value instanceof ContactDetail
                || value instanceof Reference reference && !("#" + SENT).equals(reference.getReference());
    }

    /** What the sender knows of a patient on file may be newer: the desk compares it and types nothing. */
    private void sent(Patient patient, Task task) {
        boolean onFile = draft.isNew(task) && !draft.isNew(patient);
        if (!onFile && !task.hasContained()) {
            return;
        }
        Patient sent = new Patient();
        PidToIdentifiers.apply(message.one("PID"), sent, draft.source());
        PidToPatient.apply(message.one("PID"), sent, draft.source());
        sent.setId(SENT);
        task.getContained().clear();
        task.addContained(sent);
        if (onFile) {
            task.addInput()
                    .setType(new CodeableConcept().setText("Patient as the sender knows them"))
                    .setValue(new Reference("#" + SENT));
        }
    }
}
