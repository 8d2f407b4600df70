package org.practicehub.mappings.segments;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedurePerformerComponent;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Locations;
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

/** PR1 → Procedure, after the HL7 v2-to-FHIR guide: what was done in a visit. */
public final class Pr1ToProcedure {

    private static final String SNOMED = "http://snomed.info/sct";
    private static final String ANESTHESIOLOGIST = "88189002";
    private static final String SURGEON = "304292004";
    private static final String MODIFIER = "urn:x-hub:extension:modifier";

    private Pr1ToProcedure() {}

    /** The procedure: PR1-3, in the system of PR1-2 where it names none itself; else PR1-4. */
    public static Optional<CodeableConcept> code(Segment pr1, Source source) {
        Optional<CodeableConcept> coded = Codes.concept(pr1.field(3), pr1.field(2), "", source); // PR1-2, PR1-3
        Optional<String> words = pr1.field(4).value(); // PR1-4
        coded.filter(concept -> !concept.hasText()).ifPresent(concept -> words.ifPresent(concept::setText));
        return coded.or(() -> words.map(text -> new CodeableConcept().setText(text)));
    }

    public static void apply(Segment pr1, Procedure procedure, Draft draft) {
        Source source = draft.source();
        procedure.setStatus(status(pr1, draft)); // PR1-5, PR1-20
        code(pr1, source).ifPresent(procedure::setCode); // PR1-3, PR1-4
        performed(pr1, procedure, source); // PR1-5, PR1-7
        Patch.one(pr1.field(6), cwe -> Codes.concept(cwe, source), procedure::setCategory); // PR1-6
        performers(pr1, procedure, draft); // PR1-8, PR1-11, PR1-12
        Patch.one(pr1.field(15), cwe -> Codes.concept(cwe, source).map(List::of), procedure::setReasonCode); // PR1-15
        Patch.extension(pr1.field(16), MODIFIER, cne -> Codes.concept(cne, source), procedure); // PR1-16
        Identifiers.entity(pr1.field(19), "", source)
                .filter(identifier -> isNew(identifier, procedure))
                .ifPresent(procedure::addIdentifier); // PR1-19
        Patch.one(pr1.field(23), pl -> Locations.reference(pl, draft), procedure::setLocation); // PR1-23
        Patch.one(pr1.field(25), ei -> parent(ei, source).map(List::of), procedure::setPartOf); // PR1-25
    }

    /** PR1 tells of what was done; a time to come, of what is to be. */
    private static ProcedureStatus status(Segment pr1, Draft draft) {
        if (pr1.field(20).text().equals("D")) {
            return ProcedureStatus.ENTEREDINERROR;
        }
        boolean toCome = Times.instant(pr1.field(5), draft.source())
                .map(draft.event().time()::isBefore)
                .orElse(false);
        return toCome ? ProcedureStatus.PREPARATION : ProcedureStatus.COMPLETED;
    }

    /** With a time of day and minutes, from when to when; else when. */
    private static void performed(Segment pr1, Procedure procedure, Source source) {
        Optional<Integer> minutes = pr1.field(7)
                .value()
                .filter(text -> text.matches("[1-9]\\d{0,4}"))
                .map(Integer::valueOf);
        boolean timed = pr1.field(5).text().length() > 8;
        Optional<OffsetDateTime> start = Times.moment(pr1.field(5), source).filter(at -> timed);
        if (start.isPresent() && minutes.isPresent()) {
            procedure.setPerformed(new Period()
                    .setStartElement(new DateTimeType(Times.text(start.get())))
                    .setEndElement(new DateTimeType(Times.text(start.get().plusMinutes(minutes.get())))));
        } else {
            Patch.one(pr1.field(5), dtm -> Times.dateTime(dtm, source), procedure::setPerformed);
        }
    }

    private static void performers(Segment pr1, Procedure procedure, Draft draft) {
        List<ProcedurePerformerComponent> performers = new ArrayList<>();
        performers.addAll(performers(pr1.field(8), ANESTHESIOLOGIST, draft)); // PR1-8
        performers.addAll(performers(pr1.field(11), SURGEON, draft)); // PR1-11
        performers.addAll(performers(pr1.field(12), "", draft)); // PR1-12
        if (!performers.isEmpty()) {
            procedure.setPerformer(performers);
        }
    }

    private static List<ProcedurePerformerComponent> performers(Field list, String function, Draft draft) {
        return list.repetitions()
                .flatMap(xcn -> Practitioners.reference(xcn, draft).stream())
                .map(person -> {
                    ProcedurePerformerComponent performer = new ProcedurePerformerComponent().setActor(person);
                    return function.isEmpty()
                            ? performer
                            : performer.setFunction(new CodeableConcept()
                                    .addCoding(new Coding().setSystem(SNOMED).setCode(function)));
                })
                .toList();
    }

    private static boolean isNew(Identifier identifier, Procedure procedure) {
        return Tokens.of(procedure)
                .noneMatch(present -> Tokens.of(identifier).stream().anyMatch(present::equals));
    }

    /** By its number: it may not have been told of yet. */
    private static Optional<Reference> parent(Field ei, Source source) {
        return Identifiers.entity(ei, "", source)
                .map(identifier -> new Reference().setType("Procedure").setIdentifier(identifier));
    }
}
