package org.practicehub.mappings.billing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.segments.ChargeExtensions;

/** DG1 and PR1 as far as a claim needs them: codes, dates and their order. */
final class CodedSegments {

    private CodedSegments() {}

    /** DG1 → its codes, by the priority where the sender gives one: the first is the principal diagnosis. */
    static List<CodeableConcept> diagnoses(List<Segment> segments, Source source) {
        return segments.stream()
                .sorted(Comparator.comparing(CodedSegments::priority))
                .flatMap(dg1 -> code(dg1, source).stream())
                .toList();
    }

    static void writeDiagnoses(List<Segment> segments, DomainResource onto, Source source) {
        ChargeExtensions.replace(onto, ChargeExtensions.DIAGNOSIS, diagnoses(segments, source).stream());
    }

    /** PR1 → extensions of code and date. */
    static void writeProcedures(List<Segment> segments, DomainResource onto, Source source) {
        Patch.extensions(
                onto,
                ChargeExtensions.PROCEDURE,
                segments.stream().flatMap(pr1 -> procedure(pr1, source)).toList());
    }

    private static Stream<Extension> procedure(Segment pr1, Source source) {
        return Codes.concept(pr1.field(3), source) // PR1-3
                .map(code -> {
                    Extension procedure = new Extension(ChargeExtensions.PROCEDURE);
                    procedure.addExtension(new Extension("code", code));
                    Times.dateTime(pr1.field(5), source)
                            .ifPresent(date -> procedure.addExtension(new Extension("date", date))); // PR1-5
                    return procedure;
                })
                .stream();
    }

    /** DG1-3; the words of DG1-4 where there is no code. */
    private static Optional<CodeableConcept> code(Segment dg1, Source source) {
        return Codes.concept(dg1.field(3), source) // DG1-3
                .or(() -> dg1.field(4).value().map(text -> new CodeableConcept().setText(text))); // DG1-4
    }

    /** DG1-15; 0 is a diagnosis that the standard leaves out of the ranking. */
    private static int priority(Segment dg1) {
        return dg1.field(15)
                .value()
                .filter(text -> text.matches("[1-9]\\d{0,3}"))
                .map(Integer::valueOf)
                .orElse(Integer.MAX_VALUE); // DG1-15
    }
}
