package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.segments.ObrToDiagnosticReport;
import org.practicehub.mappings.terms.CodeTable;

/** DiagnosticReport → ORC and OBR: of which order, under which numbers, how it stands. */
final class DiagnosticReportToObr {

    private static final CodeTable STATUS = CodeTable.named("0123-inverse");

    private final DiagnosticReport report;
    private final Directory directory;
    private final Values values;
    private final Writer out;

    DiagnosticReportToObr(DiagnosticReport report, Directory directory, Values values, Writer out) {
        this.report = report;
        this.directory = directory;
        this.values = values;
        this.out = out;
    }

    /** @param again whether the receiver has heard of it before: what is final now is a correction to it */
    void write(boolean again) {
        Optional<ServiceRequest> order = report.getBasedOn().stream()
                .flatMap(one -> directory.find(one, ServiceRequest.class).stream())
                .findFirst();
        String placer = placer(order);
        String filler = number(report.getIdentifier().stream().filter(one -> !isOf("PLAC", one)))
                .orElseGet(() -> own(report.getIdElement().getIdPart()));
        out.segment("ORC", List.of("RE", placer, filler)); // ORC-1, ORC-2, ORC-3
        String[] obr = new String[32];
        Arrays.fill(obr, "");
        obr[0] = "1"; // OBR-1
        obr[1] = placer; // OBR-2
        obr[2] = filler; // OBR-3
        obr[3] = values.coded(report.getCode(), "OBR-4", ""); // OBR-4
        if (report.getEffective() instanceof Period period) {
            obr[6] = period.hasStart() ? values.time(period.getStartElement()) : ""; // OBR-7
            obr[7] = period.hasEnd() ? values.time(period.getEndElement()) : ""; // OBR-8
        } else if (report.getEffective() instanceof DateTimeType at) {
            obr[6] = values.time(at); // OBR-7
        }
        obr[15] = order.flatMap(one -> directory.find(one.getRequester(), Practitioner.class))
                .map(values::person)
                .orElse(""); // OBR-16
        obr[21] = report.hasIssued() ? values.time(report.getIssuedElement()) : ""; // OBR-22
        obr[23] = report.getCategory().stream()
                .flatMap(category -> category.getCoding().stream())
                .map(coding -> values.code("OBR-24", "0074", coding.getSystem(), coding.getCode()))
                .filter(code -> !code.isEmpty())
                .findFirst()
                .orElse(""); // OBR-24
        obr[24] = status(again); // OBR-25
        obr[31] = report.getResultsInterpreter().stream()
                .findFirst()
                .map(this::interpreter)
                .orElse(""); // OBR-32
        out.segment("OBR", List.of(obr));
    }

    /** The number of whoever ordered it; an order of the hub's own goes by the hub's. */
    private String placer(Optional<ServiceRequest> order) {
        return number(Stream.concat(
                                report.getIdentifier().stream(),
                                order.stream().flatMap(one -> one.getIdentifier().stream()))
                        .filter(one -> isOf("PLAC", one)))
                .or(() -> order.map(one -> own(one.getIdElement().getIdPart())))
                .orElse("");
    }

    private Optional<String> number(Stream<Identifier> numbers) {
        return values.number(numbers.filter(one ->
                                one.getSystem() != null && !one.getSystem().equals(ObrToDiagnosticReport.REPORT))
                        .toList())
                .map(one -> values.entity(one.getSystem(), one.getValue()));
    }

    private String own(String id) {
        return values.entity(Sending.OWN_IDS, id);
    }

    private static boolean isOf(String type, Identifier identifier) {
        return identifier.getType().getCoding().stream().anyMatch(coding -> type.equals(coding.getCode()));
    }

    private String status(boolean again) {
        boolean corrects = again && report.getStatus() == DiagnosticReportStatus.FINAL;
        return STATUS.find(corrects ? "corrected" : report.getStatusElement().getValueAsString())
                .map(CodeTable.Entry::code)
                .orElse("");
    }

    /** NDL: the person one level down, as number, family and given name. */
    private String interpreter(Reference person) {
        Optional<Practitioner> known = directory.find(person, Practitioner.class);
        HumanName name = known.map(Practitioner::getNameFirstRep)
                .orElseGet(() -> new HumanName().setFamily(person.getDisplay()));
        return out.components(List.of(out.subparts(
                known.map(Practitioner::getIdentifierFirstRep)
                        .map(Identifier::getValue)
                        .orElse(""),
                name.getFamily(),
                name.getGivenAsSingleString())));
    }
}
