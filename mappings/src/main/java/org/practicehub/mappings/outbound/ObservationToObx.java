package org.practicehub.mappings.outbound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.hl7v2.types.Systems;
import org.practicehub.mappings.segments.ObxToObservation;
import org.practicehub.mappings.terms.CodeTable;

/** Observation → OBX and NTE: one OBX for its value, and one for each of its components, which share a sub-id. */
final class ObservationToObx {

    private static final CodeTable STATUS = CodeTable.named("0085-inverse");
    private static final String DELETED = "D";
    private static final String MISTAKEN = "W";
    private static final String NOT_ASKED = "not-asked";

    private final Directory directory;
    private final Values values;
    private final Writer out;
    private final ValueToObx value;
    private final List<String[]> lines = new ArrayList<>();
    private int set;

    /** What has a value: the observation, or a part of it. */
    private record Part(
            CodeableConcept code,
            Optional<Type> value,
            CodeableConcept absent,
            List<CodeableConcept> flags,
            List<ObservationReferenceRangeComponent> ranges) {}

    ObservationToObx(Sending sending, Directory directory, Values values, Writer out) {
        this.directory = directory;
        this.values = values;
        this.out = out;
        this.value = new ValueToObx(sending, values, out);
    }

    /** The number of the OBX that comes next. */
    int next() {
        return ++set;
    }

    /** @param corrected the receiver knows it with another value */
    void write(Observation result, boolean corrected) {
        List<Part> parts = parts(result);
        String group = subId(result);
        String shared = group.isEmpty() && parts.size() > 1 ? Integer.toString(set + 1) : group;
        List<Annotation> notes = new ArrayList<>(result.getNote());
        for (Part part : parts) {
            segment(result, part, shared, corrected);
            unsaid(part).ifPresent(text -> notes.add(new Annotation().setText(text)));
        }
        AnnotationToNte.write(notes, directory, values, out);
    }

    /** What has been written: the fields of each OBX. */
    List<String[]> lines() {
        return lines;
    }

    /** Takes back what was told and is not written now, whoever took it off: the same line once more, deleted (HL7 table 0085). */
    void takeBack(List<String[]> told) {
        List<String> left =
                new ArrayList<>(lines.stream().map(ObservationToObx::key).toList());
        for (String[] line : told) {
            if (!left.remove(key(line)) && !line[10].equals(MISTAKEN)) {
                String[] obx = line.clone();
                obx[0] = Integer.toString(next()); // OBX-1
                obx[10] = DELETED; // OBX-11
                out.segment("OBX", List.of(obx));
            }
        }
    }

    /** OBX-3 and OBX-4: what a receiver knows a result of a report by (HL7 section 7.4.2). */
    private static String key(String[] obx) {
        return obx[2] + "|" + obx[3];
    }

    private static List<Part> parts(Observation result) {
        List<Part> parts = new ArrayList<>();
        if (!result.hasComponent() || result.hasValue() || result.hasDataAbsentReason()) {
            parts.add(new Part(
                    result.getCode(),
                    Optional.ofNullable(result.getValue()),
                    result.getDataAbsentReason(),
                    result.getInterpretation(),
                    result.getReferenceRange()));
        }
        for (ObservationComponentComponent part : result.getComponent()) {
            parts.add(new Part(
                    part.getCode(),
                    Optional.ofNullable(part.getValue()),
                    part.getDataAbsentReason(),
                    part.getInterpretation(),
                    part.getReferenceRange()));
        }
        return parts;
    }

    private void segment(Observation result, Part part, String group, boolean corrected) {
        String[] obx = new String[29];
        Arrays.fill(obx, "");
        obx[0] = Integer.toString(next()); // OBX-1
        obx[2] = values.coded(part.code(), "OBX-3", ""); // OBX-3
        obx[3] = values.text(group); // OBX-4
        part.value().flatMap(value::write).ifPresent(written -> {
            obx[1] = written.type(); // OBX-2
            obx[4] = written.value(); // OBX-5
            obx[5] = written.units(); // OBX-6
        });
        obx[6] = part.ranges().stream().findFirst().map(this::range).orElse(""); // OBX-7
        obx[7] = values.coded(part.flags(), "OBX-8", "0078"); // OBX-8
        obx[9] = nature(result); // OBX-10
        obx[10] = status(result, part, corrected); // OBX-11
        if (result.getEffective() instanceof DateTimeType at) {
            obx[13] = values.time(at); // OBX-14
        } else if (result.getEffective() instanceof Period period && period.hasStart()) {
            obx[13] = values.time(period.getStartElement()); // OBX-14
        }
        obx[15] = people(result); // OBX-16
        obx[16] = result.hasMethod() ? values.coded(result.getMethod(), "OBX-17", "") : ""; // OBX-17
        obx[17] = number(result.getDevice().getIdentifier()); // OBX-18
        obx[18] = extension(result, ObxToObservation.ANALYSED, DateTimeType.class)
                .map(values::time)
                .orElse(""); // OBX-19
        obx[19] = result.hasBodySite() ? values.coded(result.getBodySite(), "OBX-20", "") : ""; // OBX-20
        obx[20] = result.getIdentifier().stream()
                .filter(one -> one.getType().getCoding().stream().anyMatch(type -> "FILL".equals(type.getCode())))
                .findFirst()
                .map(this::number)
                .orElse(""); // OBX-21
        obx[22] = laboratory(result); // OBX-23
        obx[28] = values.coded(
                result.getCategory().stream().filter(ObservationToObx::isKind).toList(), "OBX-29", ""); // OBX-29
        lines.add(obx);
        out.segment("OBX", List.of(obx));
    }

    /** HL7 table 0936; FHIR's own categories are no codes of it. */
    private static boolean isKind(CodeableConcept category) {
        return category.getCoding().stream()
                .anyMatch(coding -> Systems.v2("0936").equals(coding.getSystem()));
    }

    private String range(ObservationReferenceRangeComponent range) {
        if (range.hasText()) {
            return values.text(range.getText());
        }
        String low = number(range.getLow());
        String high = number(range.getHigh());
        if (low.isEmpty() || high.isEmpty()) {
            return values.text(low.isEmpty() ? high.isEmpty() ? "" : "<=" + high : ">=" + low);
        }
        return values.text(low + "-" + high);
    }

    private static String number(Quantity quantity) {
        return Values.number(quantity.getValue());
    }

    private String number(Identifier identifier) {
        return identifier.hasValue() ? values.entity(identifier.getSystem(), identifier.getValue()) : "";
    }

    private String nature(Observation result) {
        return extension(result, ObxToObservation.NATURE, CodeableConcept.class)
                .flatMap(nature -> nature.getCoding().stream().findFirst())
                .map(coding -> values.code("OBX-10", "0080", coding.getSystem(), coding.getCode()))
                .orElse("");
    }

    private static String status(Observation result, Part part, boolean corrected) {
        boolean isFinal = result.getStatus() == ObservationStatus.FINAL;
        if (isFinal && part.value().isEmpty() && says(part.absent(), NOT_ASKED)) {
            return "N";
        }
        return STATUS.find(
                        isFinal && corrected
                                ? "corrected"
                                : result.getStatusElement().getValueAsString())
                .map(CodeTable.Entry::code)
                .orElse("");
    }

    private static boolean says(CodeableConcept concept, String code) {
        return concept.getCoding().stream().map(Coding::getCode).anyMatch(code::equals);
    }

    private String people(Observation result) {
        return out.repetitions(result.getPerformer().stream()
                .flatMap(one -> directory.find(one, Practitioner.class).stream())
                .map(values::person)
                .toList());
    }

    /** The laboratory, by its record or by its name alone. */
    private String laboratory(Observation result) {
        return result.getPerformer().stream()
                .flatMap(one -> directory
                        .find(one, Organization.class)
                        .map(values::organization)
                        .or(() -> Optional.of(one)
                                .filter(named -> "Organization".equals(named.getType()))
                                .map(Reference::getDisplay)
                                .map(values::text))
                        .stream())
                .findFirst()
                .orElse("");
    }

    /** Why there is no value, where OBX-11 does not say it; and a value that no data type of v2 holds. */
    private static Optional<String> unsaid(Part part) {
        if (part.value().isPresent()) {
            return part.value()
                    .filter(one -> one.fhirType().equals("SampledData"))
                    .map(one -> "The value is a series of samples; it is not in this message.");
        }
        return Optional.of(part.absent())
                .filter(reason -> !says(reason, NOT_ASKED) && !says(reason, "unknown"))
                .flatMap(reason -> Stream.concat(
                                Stream.ofNullable(reason.getText()),
                                reason.getCoding().stream()
                                        .flatMap(one ->
                                                Stream.ofNullable(one.hasDisplay() ? one.getDisplay() : one.getCode())))
                        .findFirst())
                .map(reason -> "No value: " + reason);
    }

    private static String subId(Observation result) {
        return Optional.ofNullable(result.getExtensionByUrl(ObxToObservation.SUB_ID))
                .map(Extension::getValue)
                .map(Type::primitiveValue)
                .orElse("");
    }

    private static <T extends Type> Optional<T> extension(Observation result, String url, Class<T> type) {
        return Optional.ofNullable(result.getExtensionByUrl(url))
                .map(Extension::getValue)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
