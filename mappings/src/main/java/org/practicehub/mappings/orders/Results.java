package org.practicehub.mappings.orders;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.Notes;
import org.practicehub.mappings.segments.ObrToDiagnosticReport;
import org.practicehub.mappings.segments.ObxToAttachment;
import org.practicehub.mappings.segments.ObxToObservation;

/**
 * ORU^R01 → one DiagnosticReport an OBR, one Observation an OBX (5.6). A result that is sent again is the same one; a
 * correction is a new version of it. What one message leaves out stays: laboratories send what is new.
 */
final class Results {

    private static final String RESULT = "urn:x-hub:result";
    private static final Set<DiagnosticReportStatus> FINAL = EnumSet.of(
            DiagnosticReportStatus.FINAL,
            DiagnosticReportStatus.AMENDED,
            DiagnosticReportStatus.CORRECTED,
            DiagnosticReportStatus.APPENDED);

    private final Subject subject;
    private final Draft draft;

    Results(Subject subject, Draft draft) {
        this.subject = subject;
        this.draft = draft;
    }

    void apply(Message message) {
        OrderGroup.of(message).forEach(group -> group.obr().ifPresent(obr -> apply(group, obr)));
    }

    static boolean isFinal(DiagnosticReportStatus status) {
        return FINAL.contains(status);
    }

    private void apply(OrderGroup group, Segment obr) {
        Token key = new Token(ObrToDiagnosticReport.REPORT, key(group, obr));
        Optional<DiagnosticReport> known =
                draft.find(DiagnosticReport.class, List.of(key)).stream().findFirst();
        if (known.isPresent() && !subject.owns(known.get().getSubject(), Place.of("OBR", 3), draft)) {
            return;
        }
        DiagnosticReport report = known.orElseGet(() -> create(key, group));
        draft.about(report);
        Optional<DiagnosticReport> newest = draft.edit(report);
        newest.ifPresent(copy -> {
            write(group, obr, copy);
            documents(group, copy);
        });
        List<Observation> results = results(group, obr, key);
        list(results, draft.editAlways(report));
        newest.filter(copy -> isFinal(copy.getStatus())).ifPresent(copy -> complete(group));
    }

    /** The filler's number, else the placer's, with what was asked: some laboratories number several OBR alike. */
    private String key(OrderGroup group, Segment obr) {
        String number = group.filler()
                .flatMap(ei -> Identifiers.ofEntity(ei, "FILL", draft.feed()))
                .or(() -> group.placer().flatMap(ei -> Identifiers.ofEntity(ei, "PLAC", draft.feed())))
                .map(Token::toString)
                .orElseGet(() -> subject.number() + "@" + obr.field(7).text()); // OBR-7
        return number + "/" + code(obr.field(4)); // OBR-4
    }

    /** Visit and order are those known by now: a replay must not find others. */
    private DiagnosticReport create(Token key, OrderGroup group) {
        DiagnosticReport report = new DiagnosticReport().setSubject(subject.patientReference());
        subject.visit().map(Reference::copy).ifPresent(report::setEncounter); // PV1-19
        order(group).map(known -> new Reference(Draft.reference(known))).ifPresent(report::addBasedOn);
        report.addIdentifier().setSystem(key.system()).setValue(key.value());
        return draft.create(report, key);
    }

    private void write(OrderGroup group, Segment obr, DiagnosticReport report) {
        number(group.placer(), "PLAC", report); // OBR-2, ORC-2
        number(group.filler(), "FILL", report); // OBR-3, ORC-3
        ObrToDiagnosticReport.apply(obr, report, draft.source());
        var notes = Notes.of(group.notes(), draft.source()); // NTE
        if (!notes.isEmpty()) {
            report.getExtension().removeIf(extension -> ObrToDiagnosticReport.NOTE.equals(extension.getUrl()));
            notes.forEach(note -> report.addExtension(new Extension(ObrToDiagnosticReport.NOTE, note)));
        }
    }

    private void number(Optional<Field> ei, String type, DiagnosticReport report) {
        Optional<Identifier> number = ei.flatMap(field -> Identifiers.entity(field, type, draft.source()));
        number.filter(identifier -> Tokens.of(report)
                        .noneMatch(present -> Tokens.of(identifier).stream().anyMatch(present::equals)))
                .ifPresent(report::addIdentifier);
    }

    /** R4 has no place for a document in an Observation; the report has. */
    private void documents(OrderGroup group, DiagnosticReport report) {
        List<Attachment> documents = ObxToAttachment.map(
                group.each("OBX").filter(ObxToAttachment::isData).toList(), draft);
        if (!documents.isEmpty()) {
            report.setPresentedForm(documents);
        }
    }

    private List<Observation> results(OrderGroup group, Segment obr, Token report) {
        Map<String, Long> alike = group.each("OBX")
                .map(Results::name)
                .collect(Collectors.groupingBy(name -> name, HashMap::new, Collectors.counting()));
        List<Observation> results = new ArrayList<>();
        List<Segment> rest = group.rest();
        for (int i = 0; i < rest.size(); i++) {
            Segment obx = rest.get(i);
            if (obx.name().equals("OBX") && obx.field(3).isPresent() && !ObxToAttachment.isData(obx)) {
                boolean several = alike.getOrDefault(name(obx), 1L) > 1;
                String number = obx.field(1).value().orElse(String.valueOf(obx.occurrence()));
                String name = name(obx) + (several ? "/" + number : ""); // OBX-1
                Stream<Segment> notes =
                        rest.stream().skip(i + 1L).takeWhile(next -> next.name().equals("NTE"));
                results.add(result(new Token(RESULT, report.value() + "/" + name), obx, notes, obr));
            }
        }
        return results;
    }

    private Observation result(Token token, Segment obx, Stream<Segment> notes, Segment obr) {
        Observation observation = draft.find(Observation.class, List.of(token)).stream()
                .findFirst()
                .orElseGet(() -> {
                    Observation fresh = new Observation().setSubject(subject.patientReference());
                    subject.visit().map(Reference::copy).ifPresent(fresh::setEncounter); // PV1-19
                    fresh.addIdentifier().setSystem(token.system()).setValue(token.value());
                    return draft.create(fresh, token);
                });
        draft.edit(observation).ifPresent(copy -> {
            ObxToObservation.apply(obx, notes, copy, draft);
            if (!copy.hasEffective()) {
                Times.dateTime(obr.field(7), draft.source())
                        .map(DateTimeType::copy)
                        .ifPresent(copy::setEffective); // OBR-7
            }
        });
        return observation;
    }

    /** That a result belongs to a report is true whenever it is heard: an older message may bring what newer ones lack. */
    private static void list(List<Observation> results, DiagnosticReport report) {
        Set<String> present =
                report.getResult().stream().map(Reference::getReference).collect(Collectors.toSet());
        results.stream()
                .map(Draft::reference)
                .filter(present::add)
                .forEach(added -> report.addResult(new Reference(added)));
    }

    /** The order has been carried out. */
    private void complete(OrderGroup group) {
        order(group)
                .flatMap(draft::edit)
                .filter(order -> order.getStatus() == ServiceRequestStatus.ACTIVE)
                .ifPresent(order -> {
                    order.setStatus(ServiceRequestStatus.COMPLETED);
                    new OrderTasks(order, draft).complete();
                });
    }

    private Optional<ServiceRequest> order(OrderGroup group) {
        return draft.find(ServiceRequest.class, group.identity(draft.source())).stream()
                .findFirst();
    }

    private static String name(Segment obx) {
        return code(obx.field(3)) + "/" + obx.field(4).text(); // OBX-3, OBX-4
    }

    private static String code(Field cwe) {
        return cwe.component(3).text() + ":"
                + cwe.component(1).value().orElse(cwe.component(2).text());
    }
}
