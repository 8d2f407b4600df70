package org.practicehub.mappings.segments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.SocialSecurity;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
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
        Set<Token> named = tokens(sent.stream()).collect(Collectors.toSet());
        Set<Token> listed = tokens(list(pid.field(3), source)).collect(Collectors.toSet()); // PID-3
        boolean byCurrentNumber = tokens(
                        patient.getIdentifier().stream().filter(one -> one.getUse() != IdentifierUse.OLD))
                .anyMatch(listed::contains);
        Map<Token, Identifier> kept = new LinkedHashMap<>();
        for (Identifier present : patient.getIdentifier()) {
            // A message for a number that a merge made old speaks of the person, not of the numbers they have now (M1).
            boolean leftOut = byCurrentNumber && isLeftOut(present, pid, named, source.feed());
            if (!leftOut && !isCleared(present, pid) && !isReplaced(present, sent, named)) {
                kept.put(key(present), present);
            }
        }
        sent.forEach(identifier -> kept.merge(key(identifier), identifier, PidToIdentifiers::renewed));
        patient.setIdentifier(new ArrayList<>(kept.values()));
    }

    private static Stream<Identifier> list(Field list, Source source) {
        return list.repetitions().flatMap(cx -> Identifiers.identifier(cx, "MR", source).stream());
    }

    /** DLN: the number, the state that issued it and how long it holds. */
    private static Optional<Identifier> licence(Field dln, Source source) {
        return dln.component(1).value().map(number -> {
            String state = dln.component(2).value().orElse("unassigned");
            Identifier licence = Identifiers.typed(LICENCE + state, number, "DL", dln, source); // DLN-1, DLN-2
            Times.date(dln.component(3), source)
                    .ifPresent(end -> licence.setPeriod(
                            new Period().setEndElement(new DateTimeType(end.getValueAsString())))); // DLN-3
            return licence;
        });
    }

    private static boolean isLeftOut(Identifier present, Segment pid, Set<Token> named, Feed feed) {
        return pid.field(3).isPresent()
                && present.getUse() != IdentifierUse.OLD
                && present.hasSystem()
                && feed.owns(present.getSystem())
                && !named.contains(key(present));
    }

    private static boolean isCleared(Identifier present, Segment pid) {
        return (isOfType("SS", present) && pid.field(19).isCleared())
                || (isOfType("DL", present) && pid.field(20).isCleared());
    }

    /** PID-19 and PID-20 have room for one number: another one takes its place. */
    private static boolean isReplaced(Identifier present, List<Identifier> sent, Set<Token> named) {
        return present.getUse() != IdentifierUse.OLD
                && !named.contains(key(present))
                && Stream.of("SS", "DL").filter(type -> isOfType(type, present)).anyMatch(type -> sent.stream()
                        .anyMatch(identifier -> isOfType(type, identifier)));
    }

    private static boolean isOfType(String type, Identifier identifier) {
        return identifier.hasType()
                && identifier.getType().getCoding().stream().anyMatch(coding -> type.equals(coding.getCode()));
    }

    /** A number that is there already stays where it is, with what is new about it. */
    private static Identifier renewed(Identifier present, Identifier sent) {
        if (sent.hasType()) {
            present.setType(sent.getType());
        }
        if (sent.hasPeriod()) {
            present.setPeriod(sent.getPeriod());
        }
        return present;
    }

    private static Stream<Token> tokens(Stream<Identifier> identifiers) {
        return identifiers.flatMap(identifier -> Tokens.of(identifier).stream());
    }

    private static Token key(Identifier identifier) {
        return new Token(String.valueOf(identifier.getSystem()), String.valueOf(identifier.getValue()));
    }
}
