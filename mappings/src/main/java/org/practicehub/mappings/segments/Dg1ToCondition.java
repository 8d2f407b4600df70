package org.practicehub.mappings.segments;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter.DiagnosisComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
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

/** DG1 → Condition, and what it is to a visit, after the HL7 v2-to-FHIR guide. */
public final class Dg1ToCondition {

    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
    private static final String HL7 = "http://hl7.org/fhir/StructureDefinition/";

    private Dg1ToCondition() {}

    /** The diagnosis: DG1-3, in the system of DG1-2 where it names none itself; else DG1-4. */
    public static Optional<CodeableConcept> code(Segment dg1, Source source) {
        Optional<CodeableConcept> coded = Codes.concept(dg1.field(3), dg1.field(2), "", source); // DG1-2, DG1-3
        Optional<String> words = dg1.field(4).value(); // DG1-4
        coded.filter(concept -> !concept.hasText()).ifPresent(concept -> words.ifPresent(concept::setText));
        return coded.or(() -> words.map(text -> new CodeableConcept().setText(text)));
    }

    public static void apply(Segment dg1, Condition condition, Draft draft) {
        Source source = draft.source();
        setClinicalStatus(condition, "active");
        code(dg1, source).ifPresent(condition::setCode); // DG1-3, DG1-4
        Patch.one(dg1.field(5), dtm -> Times.dateTime(dtm, source), condition::setOnset); // DG1-5
        Patch.one(
                dg1.field(16),
                xcn -> Practitioners.reference(xcn.repetition(1), draft),
                condition::setAsserter); // DG1-16
        Patch.one(dg1.field(19), dtm -> Times.dateTime(dtm, source), condition::setRecordedDateElement); // DG1-19
        Patch.extension(
                dg1.field(19), HL7 + "condition-assertedDate", dtm -> Times.dateTime(dtm, source), condition); // DG1-19
        Identifiers.entity(dg1.field(20), "", source)
                .filter(identifier -> isNew(identifier, condition))
                .ifPresent(condition::addIdentifier); // DG1-20
        if (dg1.field(21).text().equals("D")) { // DG1-21
            setEnteredInError(condition);
        }
        Patch.extension(dg1.field(22), HL7 + "condition-dueTo", ei -> parent(ei, source), condition); // DG1-22
    }

    /** DG1-6 and DG1-15: what the diagnosis is to the visit. */
    public static DiagnosisComponent ofVisit(Segment dg1, Condition condition, Source source) {
        DiagnosisComponent diagnosis = new DiagnosisComponent().setCondition(new Reference(Draft.reference(condition)));
        Codes.concept(dg1.field(6), "0052", source).ifPresent(diagnosis::setUse); // DG1-6
        dg1.field(15)
                .value()
                .filter(rank -> rank.matches("[1-9]\\d{0,3}"))
                .map(PositiveIntType::new)
                .ifPresent(diagnosis::setRankElement); // DG1-15
        return diagnosis;
    }

    public static void setClinicalStatus(Condition condition, String code) {
        condition.setVerificationStatus(null);
        condition.setClinicalStatus(new CodeableConcept()
                .addCoding(new Coding()
                        .setSystem(TERMINOLOGY + "condition-clinical")
                        .setCode(code)));
    }

    /** R4 invariant con-5: what was an error has no clinical status. */
    private static void setEnteredInError(Condition condition) {
        condition.setClinicalStatus(null);
        condition.setVerificationStatus(new CodeableConcept()
                .addCoding(new Coding()
                        .setSystem(TERMINOLOGY + "condition-ver-status")
                        .setCode("entered-in-error")));
    }

    private static boolean isNew(Identifier identifier, Condition condition) {
        return Tokens.of(condition)
                .noneMatch(present -> Tokens.of(identifier).stream().anyMatch(present::equals));
    }

    /** By its number: it may not have been told of yet. */
    private static Optional<Reference> parent(Field ei, Source source) {
        return Identifiers.entity(ei, "", source)
                .map(identifier -> new Reference().setType("Condition").setIdentifier(identifier));
    }
}
