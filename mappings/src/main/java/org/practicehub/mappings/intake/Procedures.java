package org.practicehub.mappings.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.household.SentWhole;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.Pr1ToProcedure;

/**
 * The PR1 segments of a message → the procedures of a visit, as a whole (G8): one that is left out was an error. Segments that
 * say what to do with each (PR1-20) are no whole: they change what they name.
 */
final class Procedures {

    private static final String KEY = "urn:x-hub:extension:sent-as";

    private final Patient patient;
    private final Optional<Encounter> visit;
    private final Draft draft;
    private final SentWhole<Procedure> group;

    Procedures(Patient patient, Optional<Encounter> visit, Draft draft) {
        this.patient = patient;
        this.visit = visit;
        this.draft = draft;
        DomainResource holder = visit.isPresent() ? visit.get() : patient;
        this.group = new SentWhole<>(Procedure.class, "PR1", holder, known -> List.of(keyOf(known)), draft);
    }

    void apply(Message message) {
        List<Segment> sent = message.each("PR1").toList();
        if (sent.isEmpty() || group.isSuperseded()) {
            return;
        }
        Set<String> named = new HashSet<>();
        for (Segment pr1 : sent) {
            Optional<CodeableConcept> code = Pr1ToProcedure.code(pr1, draft.source());
            if (code.isPresent()) {
                named.add(Draft.reference(put(pr1, code.get())));
            } else if (!pr1.field(1).isCleared()) {
                draft.source().note(Problem.note(pr1.field(3).place(), "No procedure is named here; it was left out."));
            }
        }
        if (sent.stream().noneMatch(pr1 -> pr1.field(20).isPresent())) { // PR1-20
            group.keepOnly(named, left -> left.setStatus(ProcedureStatus.ENTEREDINERROR));
        }
    }

    /** The same procedure may be done twice; without a number of its own (PR1-19) it is known by its time. */
    private Procedure put(Segment pr1, CodeableConcept code) {
        String key = Identifiers.ofEntity(pr1.field(19), "", draft.feed())
                .map(Object::toString)
                .orElse(SentWhole.key(code) + "@" + pr1.field(5).text()); // PR1-5
        Procedure procedure = group.member(key).orElseGet(() -> create(key));
        boolean unchanged = pr1.field(20).text().equals("X") && !draft.isNew(procedure);
        if (!unchanged) {
            draft.edit(procedure).ifPresent(copy -> {
                group.add(copy, List.of(key));
                Pr1ToProcedure.apply(pr1, copy, draft);
                if (pr1.field(20).text().equals("D")) {
                    group.remove(copy);
                }
            });
        }
        return procedure;
    }

    private static String keyOf(Procedure procedure) {
        return procedure.hasExtension(KEY)
                ? procedure.getExtensionByUrl(KEY).getValue().primitiveValue()
                : "";
    }

    private Procedure create(String key) {
        Procedure procedure = new Procedure().setSubject(new Reference(Draft.reference(patient)));
        visit.ifPresent(encounter -> procedure.setEncounter(new Reference(Draft.reference(encounter))));
        procedure.addExtension(KEY, new StringType(key));
        String holder = visit.map(Draft::reference).orElse(Draft.reference(patient));
        return draft.create(procedure, holder, draft.feed().id(), key);
    }
}
