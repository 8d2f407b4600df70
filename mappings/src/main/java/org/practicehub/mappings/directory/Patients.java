package org.practicehub.mappings.directory;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/**
 * Which patient a message means (G12): the one its identifiers lead to, by way of merges. Names and birth dates decide
 * nothing. Two answers hold the message for a person.
 */
public final class Patients {

    private Patients() {}

    /** PID → the patient known by PID-3, else by PID-2 or PID-4. Empty when none is, or when the message is held. */
    public static Optional<Patient> find(Segment pid, Draft draft) {
        return find(pid.field(3), draft)
                .or(() -> draft.isHeld() ? Optional.empty() : find(pid.field(2), draft))
                .or(() -> draft.isHeld() ? Optional.empty() : find(pid.field(4), draft));
    }

    /** The identifiers that say who PID means, the feed's keys first; empty, and held, when there are none. */
    public static List<Token> identity(Segment pid, Draft draft) {
        for (int field : new int[] {3, 2, 4}) {
            List<Token> tokens = keysFirst(Identifiers.tokens(pid.field(field), draft.feed()), draft);
            if (!tokens.isEmpty()) {
                return tokens;
            }
        }
        draft.hold(Problem.error(
                Code.NO_USABLE_IDENTIFIER,
                pid.field(3).place(),
                "The patient has no identifier to be known by. Without one, a wrong chart could be updated."));
        return List.of();
    }

    /** A list of identifiers → the patient they lead to. */
    private static Optional<Patient> find(Field list, Draft draft) {
        List<Token> tokens = Identifiers.tokens(list, draft.feed());
        List<Token> keys = tokens.stream()
                .filter(token -> draft.feed().isKey(token.system()))
                .toList();
        Map<String, Patient> found = survivors(draft.find(Patient.class, keys), draft);
        if (found.isEmpty()) {
            found = survivors(draft.find(Patient.class, tokens), draft);
            found.values().removeIf(patient -> isAnother(patient, keys));
        }
        if (found.size() > 1) {
            draft.hold(
                    Problem.error(
                            Code.AMBIGUOUS,
                            list.place(),
                            "The identifiers belong to more than one patient. A person must say which is meant, or merge them."));
            return Optional.empty();
        }
        return found.values().stream().findFirst();
    }

    /** Those that are left when merges are followed; among them active ones go before others. */
    private static Map<String, Patient> survivors(List<Patient> hits, Draft draft) {
        Map<String, Patient> survivors = new LinkedHashMap<>();
        hits.stream()
                .map(hit -> survivor(hit, draft))
                .forEach(patient -> survivors.put(Draft.reference(patient), patient));
        boolean anyActive = survivors.values().stream().anyMatch(Patients::isActive);
        survivors.values().removeIf(patient -> anyActive && !isActive(patient));
        return survivors;
    }

    /** The patient that a merged one was merged into, through however many merges. */
    public static Patient survivor(Patient patient, Draft draft) {
        Patient current = patient;
        Set<String> seen = new HashSet<>();
        while (seen.add(Draft.reference(current))) {
            Optional<Patient> next = replacement(current, draft);
            if (next.isEmpty()) {
                return current;
            }
            current = next.get();
        }
        return current;
    }

    /** Whether a resource with this subject is the patient's, by way of merges; one without a subject is nobody's yet. */
    public static boolean isOf(Patient patient, Reference subject, Draft draft) {
        return !subject.hasReference()
                || draft.read(Patient.class, subject.getReference())
                        .map(known -> Draft.reference(survivor(known, draft)))
                        .equals(Optional.of(Draft.reference(patient)));
    }

    /** The patient that this one was merged into, one merge further. */
    public static Optional<Patient> replacement(Patient patient, Draft draft) {
        return patient.getLink().stream()
                .filter(link -> link.getType() == LinkType.REPLACEDBY)
                .flatMap(link -> draft.read(Patient.class, link.getOther().getReference()).stream())
                .findFirst();
    }

    static boolean isActive(Patient patient) {
        return !patient.hasActive() || patient.getActive();
    }

    /** An identifier that people share led to someone whose own number is another: that is not the one who is meant. */
    private static boolean isAnother(Patient patient, List<Token> keys) {
        Set<String> systems = new HashSet<>();
        keys.forEach(token -> systems.add(token.system()));
        return patient.getIdentifier().stream()
                .filter(identifier -> identifier.getUse() != IdentifierUse.OLD)
                .flatMap(identifier -> Tokens.of(identifier).stream())
                .anyMatch(token -> systems.contains(token.system()));
    }

    /** Those that the feed calls keys; all of them where none is one. */
    public static List<Token> keysFirst(List<Token> tokens, Draft draft) {
        List<Token> keys = tokens.stream()
                .filter(token -> draft.feed().isKey(token.system()))
                .toList();
        return keys.isEmpty() ? tokens : keys;
    }
}
