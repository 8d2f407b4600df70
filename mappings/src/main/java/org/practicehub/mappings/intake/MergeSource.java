package org.practicehub.mappings.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/** MRG → the patient that a merge ends. */
final class MergeSource {

    private final Segment mrg;
    private final Draft draft;
    private final List<Token> sent;
    private final Set<Token> ofSurvivor;
    private final List<Token> names;

    MergeSource(Segment mrg, Segment pid, Draft draft) {
        this.mrg = mrg;
        this.draft = draft;
        this.sent = Stream.of(mrg.field(1), mrg.field(4)) // MRG-1, MRG-4
                .map(list -> Patients.keysFirst(Identifiers.tokens(list, draft.feed()), draft))
                .filter(tokens -> !tokens.isEmpty())
                .findFirst()
                .orElse(List.of());
        this.ofSurvivor = Stream.of(pid.field(3), pid.field(2), pid.field(4))
                .flatMap(list -> Identifiers.tokens(list, draft.feed()).stream())
                .collect(Collectors.toSet());
        this.names = sent.stream().filter(token -> !ofSurvivor.contains(token)).toList();
    }

    boolean isNamed() {
        return !sent.isEmpty();
    }

    /** MRG names nobody but whom PID names. A number that people share, and both have, tells nothing; a key tells all. */
    boolean isTheSurvivor() {
        return names.isEmpty()
                || sent.stream()
                        .anyMatch(token ->
                                ofSurvivor.contains(token) && draft.feed().isKey(token.system()));
    }

    /** Whether the number that is to end is one that the surviving patient goes by. */
    boolean isCurrentNumberOf(Patient survivor) {
        return survivor.getIdentifier().stream()
                .filter(identifier -> identifier.getUse() != IdentifierUse.OLD)
                .flatMap(identifier -> Tokens.of(identifier).stream())
                .anyMatch(names::contains);
    }

    /** The patient to end; one that is merged into the survivor already is found again, so that a replay can finish it. */
    Optional<Patient> find(Patient survivor) {
        List<Patient> others = draft.find(Patient.class, names).stream()
                .filter(patient -> !Draft.reference(patient).equals(Draft.reference(survivor)))
                .toList();
        List<Patient> active = others.stream()
                .filter(patient -> Patients.replacement(patient, draft).isEmpty())
                .toList();
        List<Patient> merged = others.stream()
                .filter(patient -> !active.contains(patient))
                .filter(patient -> leadsTo(patient, survivor))
                .toList();
        if (active.size() + merged.size() < others.size() || active.size() > 1) {
            draft.hold(Problem.error(
                    Code.AMBIGUOUS,
                    mrg.field(1).place(),
                    "The number that is to end leads to more than one patient, or to one merged into another."));
            return Optional.empty();
        }
        return active.stream().findFirst().or(() -> merged.stream().findFirst());
    }

    /** M4: nobody has this number yet. It is noted as ended, so that what comes late for it leads to the survivor. */
    Optional<Patient> create(Patient survivor) {
        boolean isOld = Tokens.of(survivor).anyMatch(names::contains);
        if (draft.isHeld() || isOld) {
            return Optional.empty();
        }
        draft.source()
                .warn(Code.UNKNOWN_KEY, mrg.field(1), "The patient to be ended was not known and was noted as ended.");
        Patient gone = draft.create(new Patient(), names.get(0));
        Set<Token> noted = new HashSet<>(); // MRG-4 often repeats MRG-1
        Stream.of(mrg.field(1), mrg.field(4))
                .flatMap(Field::repetitions)
                .flatMap(cx -> Identifiers.identifier(cx, "MR", draft.source()).stream())
                .filter(identifier -> Tokens.of(identifier).stream().noneMatch(ofSurvivor::contains))
                .filter(identifier -> Tokens.of(identifier).stream().allMatch(noted::add))
                .forEach(gone::addIdentifier); // MRG-1, MRG-4
        Names.names(mrg.field(7), draft.source()).forEach(gone::addName); // MRG-7
        return Optional.of(gone);
    }

    private boolean leadsTo(Patient patient, Patient survivor) {
        return Draft.reference(Patients.survivor(patient, draft)).equals(Draft.reference(survivor));
    }
}
