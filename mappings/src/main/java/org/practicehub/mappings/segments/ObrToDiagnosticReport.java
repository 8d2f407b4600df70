package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/** OBR → DiagnosticReport, after the HL7 v2-to-FHIR guide. Its numbers are the order's. */
public final class ObrToDiagnosticReport {

    /** The system of the key by which a report of messages is found again. */
    public static final String REPORT = "urn:x-hub:report";
    /** On a DiagnosticReport: a note on the whole. */
    public static final String NOTE = "urn:x-hub:extension:note";

    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private ObrToDiagnosticReport() {}

    public static void apply(Segment obr, DiagnosticReport report, Source source) {
        Patch.one(obr.field(4), cwe -> Codes.concept(cwe, source), report::setCode); // OBR-4
        if (obr.field(8).isPresent()) {
            Times.period(obr.field(7), obr.field(8), source).ifPresent(report::setEffective); // OBR-7, OBR-8
        } else {
            Patch.one(obr.field(7), dtm -> Times.dateTime(dtm, source), report::setEffective); // OBR-7
        }
        Times.moment(obr.field(22), source)
                .map(at -> new InstantType(Times.text(at)))
                .ifPresent(report::setIssuedElement); // OBR-22
        Patch.one(obr.field(24), id -> category(id, source), report::setCategory); // OBR-24
        status(obr, source)
                .or(() -> report.hasStatus() ? Optional.empty() : Optional.of(DiagnosticReportStatus.UNKNOWN))
                .ifPresent(report::setStatus); // OBR-25
        interpreter(obr.field(32)).ifPresent(person -> report.setResultsInterpreter(List.of(person))); // OBR-32
        if (!report.hasCode()) {
            // R4 wants a code and the sender gave none.
            report.setCode(new CodeableConcept());
            report.getCode().addExtension(new Extension(ABSENT, new CodeType("unknown")));
        }
    }

    private static Optional<DiagnosticReportStatus> status(Segment obr, Source source) {
        return Codes.code(obr.field(25), "0123", source).map(DiagnosticReportStatus::fromCode);
    }

    private static Optional<List<CodeableConcept>> category(Field id, Source source) {
        return Codes.concept(id, "0074", source).map(List::of);
    }

    /** NDL: the person one level down, as number, family and given name. Known by what the message says. */
    private static Optional<Reference> interpreter(Field ndl) {
        Field person = ndl.component(1);
        String name = (person.component(3).text() + " " + person.component(2).text()).strip();
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reference().setType("Practitioner").setDisplay(name));
    }
}
