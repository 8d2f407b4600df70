package org.practicehub.mappings.household;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.Al1ToAllergyIntolerance;

/** The AL1 segments of a message → the patient's allergies, as a whole (G8). One that is left out is inactive. */
final class Allergies {

    private Allergies() {}

    static void apply(Message message, Patient patient, Draft draft) {
        List<Segment> sent = message.each("AL1").toList();
        SentWhole<AllergyIntolerance> group = new SentWhole<>(
                AllergyIntolerance.class, "AL1", patient, known -> List.of(SentWhole.key(known.getCode())), draft);
        if (sent.isEmpty() || group.isSuperseded()) {
            return;
        }
        Set<String> named = new HashSet<>();
        for (Segment al1 : sent) {
            Optional<CodeableConcept> code = Codes.concept(al1.field(3), draft.source()); // AL1-3
            if (code.isPresent()) {
                AllergyIntolerance allergy = put(code.get(), group, patient, draft);
                named.add(Draft.reference(allergy));
                draft.edit(allergy).ifPresent(copy -> {
                    group.add(copy, List.of(SentWhole.key(code.get())));
                    Al1ToAllergyIntolerance.apply(al1, copy, draft.source());
                });
            } else if (!al1.field(1).isCleared()) {
                draft.source().note(Problem.note(al1.field(3).place(), "No substance is named here; it was left out."));
            }
        }
        group.keepOnly(named, left -> Al1ToAllergyIntolerance.setActive(left, false));
    }

    private static AllergyIntolerance put(
            CodeableConcept code, SentWhole<AllergyIntolerance> group, Patient patient, Draft draft) {
        String key = SentWhole.key(code);
        return group.member(key)
                .orElseGet(() -> draft.create(
                        new AllergyIntolerance().setPatient(new Reference(Draft.reference(patient))),
                        Draft.reference(patient),
                        draft.feed().id(),
                        key));
    }
}
