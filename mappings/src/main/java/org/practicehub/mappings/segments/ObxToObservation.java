package org.practicehub.mappings.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
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

/** OBX → Observation, after the HL7 v2-to-FHIR guide. Its value is {@link ObxToValue}'s. */
public final class ObxToObservation {

    private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    /** On an Observation: OBX-4, which tells apart what is otherwise named alike. */
    public static final String SUB_ID = "urn:x-hub:extension:sub-id";
    /** On an Observation: when it was analysed. */
    public static final String ANALYSED = "urn:x-hub:extension:analysed";
    /** On an Observation: what a range is normal for (HL7 table 0080). */
    public static final String NATURE = "http://hl7.org/fhir/StructureDefinition/observation-nature-of-abnormal-test";

    private ObxToObservation() {}

    /**
     * @param notes the NTE segments that follow it
     */
    public static void apply(Segment obx, Stream<Segment> notes, Observation observation, Draft draft) {
        Source source = draft.source();
        Codes.concept(obx.field(3), source).ifPresent(observation::setCode); // OBX-3
        Patch.extension(obx.field(4), SUB_ID, og -> og.value().map(StringType::new), observation); // OBX-4
        value(obx, observation, source); // OBX-2, OBX-5, OBX-6
        Patch.one(obx.field(7), ObxToObservation::range, observation::setReferenceRange); // OBX-7
        Patch.list(obx.field(8), list -> concepts(list, "0078", source), observation::setInterpretation); // OBX-8
        Patch.extension(obx.field(10), NATURE, id -> Codes.concept(id, "0080", source), observation); // OBX-10
        observation.setStatus(status(obx, source)); // OBX-11
        Patch.one(obx.field(14), dtm -> Times.dateTime(dtm, source), observation::setEffective); // OBX-14
        performers(obx, observation, draft); // OBX-15, OBX-16, OBX-23
        Patch.one(obx.field(17), cwe -> Codes.concept(cwe, source), observation::setMethod); // OBX-17
        Patch.one(obx.field(18), ei -> device(ei, source), observation::setDevice); // OBX-18
        Patch.extension(obx.field(19), ANALYSED, dtm -> Times.dateTime(dtm, source), observation); // OBX-19
        Patch.one(obx.field(20), cwe -> Codes.concept(cwe, source), observation::setBodySite); // OBX-20
        Identifiers.entity(obx.field(21), "FILL", source)
                .filter(identifier -> isNew(identifier, observation))
                .ifPresent(observation::addIdentifier); // OBX-21
        Patch.list(obx.field(29), list -> concepts(list, "", source), observation::setCategory); // OBX-29
        List<Annotation> said = Notes.of(notes, source);
        if (!said.isEmpty()) {
            observation.setNote(said); // NTE-3
        }
    }

    /** A result that could not be had, or was not sought, says why there is no value (R4 invariant obs-6: only then). */
    private static void value(Segment obx, Observation observation, Source source) {
        ObxToValue.apply(obx, observation, source);
        Optional<String> absent =
                switch (obx.field(11).text()) {
                    case "X" -> Optional.of("unknown");
                    case "N" -> Optional.of("not-asked");
                    default -> Optional.empty();
                };
        observation.setDataAbsentReason(null);
        absent.filter(code -> !observation.hasValue())
                .ifPresent(code -> observation.setDataAbsentReason(new CodeableConcept()
                        .addCoding(new Coding().setSystem(ABSENT).setCode(code))));
    }

    /** Table 0085; a sender that does not say leaves it unknown. */
    private static ObservationStatus status(Segment obx, Source source) {
        return Codes.code(obx.field(11), "0085", source)
                .map(ObservationStatus::fromCode)
                .orElse(ObservationStatus.UNKNOWN);
    }

    private static Optional<List<ObservationReferenceRangeComponent>> range(Field text) {
        return text.value().map(range -> List.of(new ObservationReferenceRangeComponent().setText(range)));
    }

    private static List<CodeableConcept> concepts(Field list, String table, Source source) {
        return list.repetitions()
                .flatMap(cwe -> Codes.concept(cwe, table, source).stream())
                .toList();
    }

    /** The observer, and the laboratory, which is known by what the message says: nobody here keeps a record of it. */
    private static void performers(Segment obx, Observation observation, Draft draft) {
        List<Reference> performers = new ArrayList<>();
        obx.field(16)
                .repetitions()
                .flatMap(xcn -> Practitioners.reference(xcn, draft).stream())
                .forEach(performers::add); // OBX-16
        organization(obx.field(23)).or(() -> producer(obx.field(15))).ifPresent(performers::add); // OBX-23, OBX-15
        if (!performers.isEmpty()) {
            observation.setPerformer(performers);
        }
    }

    private static Optional<Reference> organization(Field xon) {
        return xon.component(1)
                .value()
                .map(name -> new Reference().setType("Organization").setDisplay(name));
    }

    private static Optional<Reference> producer(Field cwe) {
        return cwe.component(2).value().or(cwe.component(1)::value).map(name -> new Reference()
                .setType("Organization")
                .setDisplay(name));
    }

    private static Optional<Reference> device(Field ei, Source source) {
        return Identifiers.entity(ei.repetition(1), "", source)
                .map(identifier -> new Reference().setType("Device").setIdentifier(identifier));
    }

    private static boolean isNew(Identifier identifier, Observation observation) {
        return Tokens.of(observation)
                .noneMatch(present -> Tokens.of(identifier).stream().anyMatch(present::equals));
    }
}
