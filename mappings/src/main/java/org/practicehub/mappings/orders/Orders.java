package org.practicehub.mappings.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.Dg1ToCondition;
import org.practicehub.mappings.segments.Notes;
import org.practicehub.mappings.segments.ObrToServiceRequest;

/** ORM^O01 and OMG^O19 → one ServiceRequest an order, and a Task where somebody has to act (5.6). */
final class Orders {

    private final Subject subject;
    private final Draft draft;
    /** The orders that the replacements to come stand for: RP is followed by its RO. */
    private final List<ServiceRequest> replaced = new ArrayList<>();

    Orders(Subject subject, Draft draft) {
        this.subject = subject;
        this.draft = draft;
    }

    void apply(Message message) {
        OrderGroup.of(message).forEach(this::apply);
    }

    private void apply(OrderGroup group) {
        List<Token> identity = group.identity(draft.source());
        Optional<ServiceRequest> known =
                draft.find(ServiceRequest.class, identity).stream().findFirst();
        known.ifPresent(draft::about);
        if (known.isPresent() && !subject.owns(known.get().getSubject(), Place.of("ORC", 2), draft)) {
            return;
        }
        if (known.isPresent() && known.flatMap(draft::edit).isEmpty()) {
            return; // stale
        }
        if (identity.isEmpty() || (known.isEmpty() && group.obr().isEmpty())) {
            warn(Code.UNKNOWN_KEY, "The order has no number, or is not known and not described; it was left out.");
            return;
        }
        tellNews(group, known.isPresent());
        ServiceRequest order = known.flatMap(draft::edit).orElseGet(() -> create(identity.get(0)));
        draft.about(order);
        write(group, order);
        OrderControl control = OrderControl.of(group.control());
        replace(control, order);
        status(group, control, order).ifPresent(order::setStatus); // ORC-1, ORC-5
        new OrderTasks(order, draft).follow(control);
    }

    private void tellNews(OrderGroup group, boolean known) {
        boolean begins = OrderControl.of(group.control()) == OrderControl.NEW;
        if (begins && known) {
            warn(Code.DUPLICATE_KEY, "The order to be placed was known and was updated.");
        } else if (!begins && !known) {
            warn(Code.UNKNOWN_KEY, "The order was not known and was set up.");
        }
    }

    /** The visit is the one known by now: a replay must not find another. */
    private ServiceRequest create(Token identity) {
        ServiceRequest order = new ServiceRequest().setSubject(subject.patientReference());
        subject.visit().map(Reference::copy).ifPresent(order::setEncounter); // PV1-19
        return draft.create(order, identity);
    }

    private void write(OrderGroup group, ServiceRequest order) {
        group.obr().ifPresent(obr -> ObrToServiceRequest.apply(obr, order, draft)); // OBR
        group.orc().ifPresent(orc -> ObrToServiceRequest.ofControl(orc, group.obr(), order, draft)); // ORC
        group.each("TQ1").forEach(tq1 -> ObrToServiceRequest.timing(tq1, order, draft.source())); // TQ1
        var notes = Notes.of(group.notes(), draft.source()); // NTE
        if (!notes.isEmpty()) {
            order.setNote(notes);
        }
        List<CodeableConcept> reasons = group.each("DG1")
                .flatMap(dg1 -> Dg1ToCondition.code(dg1, draft.source()).stream()) // DG1-3
                .toList();
        order.setReasonCode(Patch.together(order.getReasonCode(), reasons));
    }

    private Optional<ServiceRequestStatus> status(OrderGroup group, OrderControl control, ServiceRequest order) {
        Optional<ServiceRequestStatus> said =
                group.orc().flatMap(orc -> OrderControl.status(orc.field(5), draft.source())); // ORC-5
        boolean ours = draft.feed().fillsOrders();
        return said.or(() -> control.status(ours))
                .map(status -> status == ServiceRequestStatus.ACTIVE && isReported(order)
                        ? ServiceRequestStatus.COMPLETED
                        : status)
                .or(() -> order.hasStatus() ? Optional.empty() : Optional.of(ServiceRequestStatus.ACTIVE));
    }

    /** The result may come before the order it answers. */
    private boolean isReported(ServiceRequest order) {
        return draft.isNew(order)
                && draft.find(DiagnosticReport.class, Tokens.of(order).toList()).stream()
                        .anyMatch(report -> Results.isFinal(report.getStatus()));
    }

    private void replace(OrderControl control, ServiceRequest order) {
        if (control == OrderControl.REPLACED) {
            replaced.add(order);
        } else if (control == OrderControl.REPLACEMENT && !replaced.isEmpty()) {
            order.setReplaces(Patch.together(
                    order.getReplaces(),
                    replaced.stream()
                            .map(old -> new Reference(Draft.reference(old)))
                            .toList()));
        }
    }

    private void warn(Code code, String text) {
        draft.source().warn(code, Place.of("ORC", 2), text);
    }
}
