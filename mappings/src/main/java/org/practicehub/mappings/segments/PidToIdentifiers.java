package org.practicehub.mappings.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.SocialSecurity;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/**
 * PID-2, PID-3, PID-4, PID-19 and PID-20 → Patient.identifier. PID-3 is the whole list, but only of the assigners that this
 * feed owns: identifiers from elsewhere stay (G7). So do those that a merge made old.
 */
public final class PidToIdentifiers {

    private static final String LICENCE = "urn:x-hub:drivers-license:";

    private PidToIdentifiers() {}

    public static void apply(Segment pid, Patient patient, Source source) {
        List<Identifier> sent = Stream.of(
                        list(pid.field(3), source), // PID-3
                        list(pid.field(2), source), // PID-2
                        list(pid.field(4), source), // PID-4
                        SocialSecurity.identifier(pid.field(19), source).stream(), // PID-19
                        licence(pid.field(20), source).stream()) // PID-20
                .flatMap(identifiers -> identifiers)
                .toList();
        List<Identifier> kept = new ArrayList<>(patient.getIdentifier());
        kept.removeIf(
                present -> isLeftOut(present, pid, sent, source.feed()) && !isAddressedByOldNumber(patient, sent));
        kept.removeIf(present -> isCleared(present, pid));
        sent.forEach(identifier -> put(identifier, kept));
        patient.setIdentifier(kept);
    }

    private static Stream<Identifier> list(Field list, Source source) {
        return list.repetitions()
                .flatMap(cx -> cx.component(5).text().equals("SS")
                        ? SocialSecurity.identifier(cx.component(1), source).stream()
                        : Identifiers.identifier(cx, "MR", source).stream());
    }

    /** DLN: the number, the state that issued it and how long it holds. */
    private static Optional<Identifier> licence(Field dln, Source source) {
        return dln.component(1).value().map(number -> {
            String state = dln.component(2).value().orElse("unassigned");
            return Identifiers.typed(LICENCE + state, number, "DL", dln, source); // DLN-1, DLN-2
        });
    }

    private static boolean isLeftOut(Identifier present, Segment pid, List<Identifier> sent, Feed feed) {
        return pid.field(3).isPresent()
                && present.getUse() != IdentifierUse.OLD
                && feed.owns(present.getSystem())
                && sent.stream().noneMatch(identifier -> same(identifier, present));
    }

    /** A message for a number that a merge made old speaks of the person, not of the numbers they have now (M1). */
    private static boolean isAddressedByOldNumber(Patient patient, List<Identifier> sent) {
        Set<Token> current = patient.getIdentifier().stream()
                .filter(identifier -> identifier.getUse() != IdentifierUse.OLD)
                .flatMap(identifier -> Tokens.of(identifier).stream())
                .collect(Collectors.toSet());
        return sent.stream()
                .flatMap(identifier -> Tokens.of(identifier).stream())
                .noneMatch(current::contains);
    }

    private static boolean isCleared(Identifier present, Segment pid) {
        String type = present.getType().getCodingFirstRep().getCode();
        return ("SS".equals(type) && pid.field(19).isCleared())
                || ("DL".equals(type) && pid.field(20).isCleared());
    }

    /** A number that is there already stays where it is, with what is new about it. */
    private static void put(Identifier sent, List<Identifier> identifiers) {
        Optional<Identifier> present = identifiers.stream()
                .filter(identifier -> same(identifier, sent))
                .findFirst();
        if (present.isEmpty()) {
            identifiers.add(sent);
            return;
        }
        if (sent.hasType()) {
            present.get().setType(sent.getType());
        }
        if (sent.hasPeriod()) {
            present.get().setPeriod(sent.getPeriod());
        }
    }

    private static boolean same(Identifier one, Identifier other) {
        return Tokens.of(one).equals(Tokens.of(other)) && Tokens.of(one).isPresent();
    }
}
