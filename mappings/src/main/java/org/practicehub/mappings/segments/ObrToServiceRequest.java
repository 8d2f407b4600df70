package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.practicehub.mappings.directory.Practitioners;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Tokens;

/** ORC, OBR and TQ1 → ServiceRequest, but for its status, which ORC-1 and ORC-5 decide. */
public final class ObrToServiceRequest {

    private ObrToServiceRequest() {}

    /** What is ordered. */
    public static void apply(Segment obr, ServiceRequest order, Draft draft) {
        Source source = draft.source();
        placer(obr, order, source); // OBR-2
        filler(obr, order, source); // OBR-3
        order.setIntent(
                obr.field(11).text().equals("G")
                        ? ServiceRequestIntent.REFLEXORDER
                        : ServiceRequestIntent.ORDER); // OBR-11
        Patch.one(obr.field(4), cwe -> Codes.concept(cwe, source), order::setCode); // OBR-4
        priority(obr.field(5), order, source); // OBR-5
        Patch.one(obr.field(6), dtm -> Times.dateTime(dtm, source), order::setOccurrence); // OBR-6
        Patch.one(obr.field(16), xcn -> requester(xcn, draft), order::setRequester); // OBR-16
        Patch.one(obr.field(27).component(4), dtm -> Times.dateTime(dtm, source), order::setOccurrence); // OBR-27
        priority(obr.field(27).component(6), order, source); // OBR-27
        parents(obr.field(29), source).ifPresent(order::setBasedOn); // OBR-29
        Patch.list(obr.field(31), list -> concepts(list, source), order::setReasonCode); // OBR-31
        order.setOrderDetail(Patch.together(
                obr.field(46).isAbsent() && obr.field(47).isAbsent() ? order.getOrderDetail() : List.of(),
                concepts(obr.field(46), source), // OBR-46
                concepts(obr.field(47), source))); // OBR-47
        Identifiers.identifier(obr.field(53), "PLAC", source).ifPresent(id -> add(id, order)); // OBR-53
    }

    /**
     * The order as such, whatever is ordered.
     *
     * @param obr whose numbers go before those of ORC: after one ORC several orders may stand
     */
    public static void ofControl(Segment orc, Optional<Segment> obr, ServiceRequest order, Draft draft) {
        Source source = draft.source();
        if (obr.filter(one -> one.field(2).isPresent()).isEmpty()) {
            placer(orc, order, source); // ORC-2
        }
        if (obr.filter(one -> one.field(3).isPresent()).isEmpty()) {
            filler(orc, order, source); // ORC-3
        }
        if (!order.hasIntent()) {
            order.setIntent(ServiceRequestIntent.ORDER);
        }
        Patch.one(orc.field(4), ei -> Identifiers.entity(ei, "", source), order::setRequisition); // ORC-4
        priority(orc.field(7).component(6), order, source); // ORC-7
        if (orc.field(1).text().equals("NW") || !order.hasAuthoredOn()) {
            Patch.one(orc.field(9), dtm -> Times.dateTime(dtm, source), order::setAuthoredOnElement); // ORC-1, ORC-9
        }
        Patch.one(orc.field(12), xcn -> requester(xcn, draft), order::setRequester); // ORC-12
        Patch.extension(
                orc.field(16),
                "http://hl7.org/fhir/StructureDefinition/request-statusReason",
                cwe -> Codes.concept(cwe, source),
                order); // ORC-16
        Patch.one(
                orc.field(29),
                cwe -> Codes.concept(cwe, "0482", source).map(List::of),
                order::setLocationCode); // ORC-29
        Identifiers.identifier(orc.field(33), "PLAC", source).ifPresent(id -> add(id, order)); // ORC-33
    }

    /** When and how urgently. */
    public static void timing(Segment tq1, ServiceRequest order, Source source) {
        Times.period(tq1.field(7), tq1.field(8), source).ifPresent(order::setOccurrence); // TQ1-7, TQ1-8
        priority(tq1.field(9), order, source); // TQ1-9
        Patch.one(tq1.field(11), text -> text.value(), order::setPatientInstruction); // TQ1-11
    }

    private static void placer(Segment segment, ServiceRequest order, Source source) {
        Identifiers.entity(segment.field(2), "PLAC", source).ifPresent(id -> add(id, order));
    }

    private static void filler(Segment segment, ServiceRequest order, Source source) {
        Identifiers.entity(segment.field(3), "FILL", source).ifPresent(id -> add(id, order));
    }

    private static void add(Identifier identifier, ServiceRequest order) {
        boolean known = Tokens.of(order)
                .anyMatch(present -> Tokens.of(identifier).stream().anyMatch(present::equals));
        if (!known) {
            order.addIdentifier(identifier);
        }
    }

    private static void priority(Field code, ServiceRequest order, Source source) {
        Patch.one(
                code, cwe -> Codes.code(cwe, "0485", source).map(ServiceRequestPriority::fromCode), order::setPriority);
    }

    private static Optional<Reference> requester(Field xcn, Draft draft) {
        return Practitioners.reference(xcn.repetition(1), draft);
    }

    private static List<CodeableConcept> concepts(Field list, Source source) {
        return list.repetitions()
                .flatMap(cwe -> Codes.concept(cwe, source).stream())
                .toList();
    }

    /** EIP: the placer's number of the parent and the filler's, one level down. */
    private static Optional<List<Reference>> parents(Field eip, Source source) {
        List<Reference> parents = Stream.concat(
                        Identifiers.entity(eip.component(1), "PLAC", source).stream(),
                        Identifiers.entity(eip.component(2), "FILL", source).stream())
                .map(identifier -> new Reference().setType("ServiceRequest").setIdentifier(identifier))
                .toList();
        return parents.isEmpty() ? Optional.empty() : Optional.of(parents);
    }
}
