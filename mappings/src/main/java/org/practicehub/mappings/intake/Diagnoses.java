package org.practicehub.mappings.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.DiagnosisComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.household.SentWhole;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.Dg1ToCondition;

/**
 * The DG1 segments of a message → the diagnoses of a visit, as a whole (G8): one that is left out is inactive, and no longer
 * among the visit's. Segments that say what to do with each (DG1-21) are no whole: they change what they name.
 */
final class Diagnoses {

    private static final String CODE = "code ";
    private static final String CODE_ALONE = "code alone ";
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category";

    private final Patient patient;
    private final Optional<Encounter> visit;
    private final Draft draft;
    private final SentWhole<Condition> group;

    /**
     * @param visit in work; empty for what is told of a person apart from any visit
     */
    Diagnoses(Patient patient, Optional<Encounter> visit, Draft draft) {
        this.patient = patient;
        this.visit = visit;
        this.draft = draft;
        DomainResource holder = visit.isPresent() ? visit.get() : patient;
        this.group = new SentWhole<>(Condition.class, "DG1", holder, Diagnoses::keys, draft);
    }

    void apply(Message message) {
        List<Segment> sent = message.each("DG1").toList();
        if (sent.isEmpty() || group.isSuperseded()) {
            return;
        }
        boolean whole = sent.stream().noneMatch(dg1 -> dg1.field(21).isPresent()); // DG1-21
        Set<String> named = new HashSet<>();
        List<DiagnosisComponent> ofVisit = new ArrayList<>();
        for (Segment dg1 : sent) {
            Optional<CodeableConcept> code = Dg1ToCondition.code(dg1, draft.source());
            if (code.isPresent()) {
                Condition condition = put(dg1, code.get());
                named.add(Draft.reference(condition));
                if (!dg1.field(21).text().equals("D")) {
                    ofVisit.add(Dg1ToCondition.ofVisit(dg1, condition, draft.source()));
                }
            } else if (!dg1.field(1).isCleared()) {
                draft.source().note(Problem.note(dg1.field(3).place(), "No diagnosis is named here; it was left out."));
            }
        }
        if (whole) {
            group.keepOnly(named, left -> Dg1ToCondition.setClinicalStatus(left, "inactive"));
        }
        visit.ifPresent(encounter -> list(encounter, ofVisit, named, whole));
    }

    private Condition put(Segment dg1, CodeableConcept code) {
        List<Token> number =
                Identifiers.ofEntity(dg1.field(20), "", draft.feed()).stream().toList(); // DG1-20
        String key = SentWhole.key(code);
        Condition condition = number.stream()
                .flatMap(token -> group.member(token.toString()).stream())
                .findFirst()
                .or(() -> group.member((number.isEmpty() ? CODE : CODE_ALONE) + key))
                .orElseGet(() -> create(number.isEmpty() ? key : number.get(0).toString()));
        boolean unchanged = dg1.field(21).text().equals("X") && !draft.isNew(condition);
        if (!unchanged) {
            draft.edit(condition).ifPresent(copy -> {
                group.add(copy, keys(code, number));
                Dg1ToCondition.apply(dg1, copy, draft);
                if (dg1.field(21).text().equals("D")) {
                    group.remove(copy);
                }
            });
        }
        return condition;
    }

    private static List<String> keys(Condition condition) {
        return keys(condition.getCode(), Tokens.of(condition).toList());
    }

    /** By its number, where it has one; by its code, and one that has no number may still get it. */
    private static List<String> keys(CodeableConcept code, List<Token> numbers) {
        String key = SentWhole.key(code);
        return numbers.isEmpty()
                ? List.of(CODE + key, CODE_ALONE + key)
                : List.of(CODE + key, numbers.get(0).toString());
    }

    private Condition create(String key) {
        Condition condition = new Condition().setSubject(new Reference(Draft.reference(patient)));
        visit.ifPresent(encounter -> {
            condition.setEncounter(new Reference(Draft.reference(encounter)));
            condition.addCategory(new CodeableConcept()
                    .addCoding(new Coding().setSystem(CATEGORY).setCode("encounter-diagnosis")));
        });
        String holder = visit.map(Draft::reference).orElse(Draft.reference(patient));
        return draft.create(condition, holder, draft.feed().id(), key);
    }

    /** Those of other feeds stay, first. */
    private void list(Encounter encounter, List<DiagnosisComponent> sent, Set<String> named, boolean whole) {
        List<DiagnosisComponent> all = new ArrayList<>(encounter.getDiagnosis());
        all.removeIf(present -> named.contains(present.getCondition().getReference())
                || (whole && group.contains(present.getCondition().getReference())));
        all.addAll(sent);
        encounter.setDiagnosis(all);
    }
}
