package org.practicehub.mappings.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/** A43 and A47: a number goes to another patient, or a patient gets another number. Nothing else of them moves (5.1, M5). */
final class NumberEvents {

    private static final Set<String> MEMBERS = Set.of("PD1", "MRG");

    private final Message message;
    private final Draft draft;

    NumberEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /**
     * A43: the numbers that PID-3 and MRG-1 share go from one patient to another. MRG-4 says from whom and PID-2 to whom;
     * where these are empty, the other numbers of the two lists do.
     */
    void move() {
        for (Group pair : message.groups("PID", MEMBERS)) {
            pair.optional("MRG").ifPresent(mrg -> move(pair.first(), mrg));
        }
    }

    /** A47: MRG-1 has the number that was, PID-3 the one that is. The old one goes on leading to the patient. */
    void change() {
        for (Group pair : message.groups("PID", MEMBERS)) {
            pair.optional("MRG").ifPresent(mrg -> change(pair.first(), pair.optional("PD1"), mrg));
        }
    }

    private void move(Segment pid, Segment mrg) {
        List<Token> after = tokens(pid.field(3));
        List<Token> moved =
                tokens(mrg.field(1)).stream().filter(after::contains).toList();
        Optional<Patient> from = owner(mrg.field(4), mrg.field(1), moved);
        Optional<Patient> to = owner(pid.field(2), pid.field(3), moved);
        if (moved.isEmpty() || from.isEmpty() || to.isEmpty()) {
            hold(mrg, Code.UNKNOWN_KEY, "Which number goes from which patient to which is not known from the message.");
            return;
        }
        Patient source = draft.editAlways(from.get());
        Patient target = draft.editAlways(to.get());
        draft.about(target);
        draft.about(source);
        List<Identifier> numbers = new ArrayList<>(source.getIdentifier());
        numbers.removeIf(
                identifier -> Tokens.of(identifier).filter(moved::contains).isEmpty());
        source.getIdentifier().removeAll(numbers);
        Set<Token> present = Tokens.of(target).collect(Collectors.toSet());
        numbers.stream()
                .filter(identifier -> Tokens.of(identifier).stream().allMatch(present::add))
                .forEach(target::addIdentifier);
    }

    /** The patient whom a field names, else the numbers that stay where they are. */
    private Optional<Patient> owner(Field named, Field list, List<Token> moved) {
        List<Token> tokens = Stream.of(
                        tokens(named),
                        tokens(list).stream()
                                .filter(token -> !moved.contains(token))
                                .toList())
                .filter(candidates -> !candidates.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<Patient> found = draft.find(Patient.class, tokens).stream()
                .map(patient -> Patients.survivor(patient, draft))
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private void change(Segment pid, Optional<Segment> pd1, Segment mrg) {
        List<Token> old = tokens(mrg.field(1));
        List<Patient> before = draft.find(Patient.class, old).stream()
                .map(patient -> Patients.survivor(patient, draft))
                .distinct()
                .toList();
        Optional<Patient> after = Patients.find(pid, draft);
        boolean another = after.isPresent()
                && before.stream().anyMatch(patient -> !Draft.reference(patient).equals(Draft.reference(after.get())));
        if (before.size() > 1 || another) {
            hold(mrg, Code.AMBIGUOUS, "The old number and the new one lead to two patients. A person must merge them.");
        }
        if (draft.isHeld()) {
            return;
        }
        Optional<Patient> patient = before.stream().findFirst().or(() -> after);
        if (patient.isEmpty()) {
            draft.source().warn(Code.UNKNOWN_KEY, mrg.field(1), "The patient was not known and was set up.");
        }
        patient.or(() -> PatientUpdate.create(pid, pd1, draft)).ifPresent(known -> {
            draft.about(known);
            renumber(draft.editAlways(known), pid, mrg);
        });
    }

    private void renumber(Patient patient, Segment pid, Segment mrg) {
        List<Token> now = tokens(pid.field(3));
        Set<Token> present = Tokens.of(patient).collect(Collectors.toSet());
        identifiers(mrg.field(1)) // MRG-1
                .filter(identifier -> Tokens.of(identifier).stream().allMatch(present::add))
                .forEach(patient::addIdentifier);
        identifiers(pid.field(3)) // PID-3
                .filter(identifier -> Tokens.of(identifier).stream().allMatch(present::add))
                .forEach(patient::addIdentifier);
        List<Token> old = tokens(mrg.field(1));
        patient.getIdentifier().stream()
                .filter(identifier -> Tokens.of(identifier)
                        .filter(token -> old.contains(token) && !now.contains(token))
                        .isPresent())
                .forEach(identifier -> identifier.setUse(IdentifierUse.OLD));
    }

    private Stream<Identifier> identifiers(Field list) {
        return list.repetitions().flatMap(cx -> Identifiers.identifier(cx, "MR", draft.source()).stream());
    }

    private List<Token> tokens(Field list) {
        return Identifiers.tokens(list, draft.feed());
    }

    private void hold(Segment mrg, Code code, String why) {
        draft.hold(Problem.error(code, mrg.field(1).place(), why));
    }
}
