package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceCategory;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceCriticality;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceReactionComponent;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceSeverity;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumeration;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/** AL1 → AllergyIntolerance, after the HL7 v2-to-FHIR guide. */
public final class Al1ToAllergyIntolerance {

    private static final String CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";

    private Al1ToAllergyIntolerance() {}

    public static void apply(Segment al1, AllergyIntolerance allergy, Source source) {
        setActive(allergy, true);
        Patch.one(
                al1.field(2),
                cwe -> Codes.code(cwe, "0127-type", source).map(AllergyIntoleranceType::fromCode),
                allergy::setType); // AL1-2
        Patch.one(al1.field(2), cwe -> category(cwe, source), allergy::setCategory); // AL1-2
        Patch.one(al1.field(3), cwe -> Codes.concept(cwe, source), allergy::setCode); // AL1-3
        if (al1.field(5).isPresent()) {
            allergy.setReaction(List.of(reaction(al1, source))); // AL1-4, AL1-5
        } else {
            Patch.one(
                    al1.field(4),
                    cwe -> Codes.code(cwe, "0128-criticality", source).map(AllergyIntoleranceCriticality::fromCode),
                    allergy::setCriticality); // AL1-4
        }
        Patch.one(al1.field(6), dt -> Times.dateTime(dt, source), allergy::setOnset); // AL1-6
    }

    /** Whether the patient has it still, as far as the sender says. */
    public static void setActive(AllergyIntolerance allergy, boolean active) {
        allergy.setClinicalStatus(new CodeableConcept()
                .addCoding(new Coding().setSystem(CLINICAL).setCode(active ? "active" : "inactive")));
    }

    private static Optional<List<Enumeration<AllergyIntoleranceCategory>>> category(Field cwe, Source source) {
        return Codes.code(cwe, "0127-category", source)
                .map(code -> new AllergyIntolerance().addCategory(AllergyIntoleranceCategory.fromCode(code)))
                .map(AllergyIntolerance::getCategory);
    }

    /** What happens to the patient; with it, the severity is the reaction's and not that of a danger to come. */
    private static AllergyIntoleranceReactionComponent reaction(Segment al1, Source source) {
        AllergyIntoleranceReactionComponent reaction = new AllergyIntoleranceReactionComponent();
        al1.field(5)
                .repetitions()
                .flatMap(text -> text.value().stream())
                .forEach(text -> reaction.addManifestation(new CodeableConcept().setText(text)));
        Codes.code(al1.field(4), "0128-severity", source)
                .map(AllergyIntoleranceSeverity::fromCode)
                .ifPresent(reaction::setSeverity);
        return reaction;
    }
}
