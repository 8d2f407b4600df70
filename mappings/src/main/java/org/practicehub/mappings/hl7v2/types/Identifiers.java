package org.practicehub.mappings.hl7v2.types;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.practicehub.mappings.feed.Authority;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.terms.CodeTable;

/** CX and EI to Identifier, and to the tokens by which things are found. */
public final class Identifiers {

    /** Identifier types that are shared, secret or guessable: nobody is found by them alone (G12, G13). */
    private static final Set<String> NEVER_MATCHED = Set.of("SS", "MB", "MC", "MA");

    /** What programs write into a number that they do not have: everybody without one would be one person. */
    private static final Set<String> PLACEHOLDERS = Set.of("NULL", "NONE", "UNKNOWN", "N/A");

    private static final CodeTable TYPES = CodeTable.named("0203");

    private Identifiers() {}

    /** CX → Identifier. A social security number goes the way that the feed says, wherever it stands (G13). */
    public static Optional<Identifier> identifier(Field cx, String assumedType, Source source) {
        if (!cx.component(1).isPresent()) {
            return Optional.empty();
        }
        String sent = cx.component(5).text();
        String type = sent.isEmpty() ? assumedType : sent;
        String system = Systems.assigner(Hd.of(cx.component(4)), type, source.feed());
        if (type.equals("SS") || system.equals(Systems.SSN)) {
            return SocialSecurity.identifier(cx.component(1), source);
        }
        Identifier identifier = new Identifier();
        identifier.setSystem(system); // CX-4
        identifier.setValue(cx.component(1).text()); // CX-1
        type(type.isEmpty() ? typeOf(identifier.getSystem(), source.feed()) : type, cx, source)
                .ifPresent(identifier::setType); // CX-5
        Times.period(cx.component(7), cx.component(8), source).ifPresent(identifier::setPeriod); // CX-7, CX-8
        return Optional.of(identifier);
    }

    /** EI → Identifier of a type that the field implies: PLAC, FILL. */
    public static Optional<Identifier> entity(Field ei, String type, Source source) {
        return ofEntity(ei, type, source.feed()).map(token -> typed(token.system(), token.value(), type, ei, source));
    }

    /** XON-10 or XON-3 with XON-6 → Identifier of an organization; empty when it has no number. */
    public static Optional<Identifier> organization(Field xon, Source source) {
        return xon.component(10)
                .value() // XON-10
                .or(xon.component(3)::value) // XON-3
                .map(number -> new Identifier()
                        .setSystem(Systems.assigner(
                                Hd.of(xon.component(6)),
                                xon.component(7).value().orElse("XX"),
                                source.feed()))
                        .setValue(number));
    }

    /** An identifier put together from parts. */
    public static Identifier typed(String system, String value, String type, Field at, Source source) {
        Identifier identifier = new Identifier().setSystem(system).setValue(value);
        type(type, at, source).ifPresent(identifier::setType);
        return identifier;
    }

    /** EI → the token it is looked up by. */
    public static Optional<Token> ofEntity(Field ei, String type, Feed feed) {
        String value = ei.component(1).text();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Token(Systems.assigner(Hd.ofEntity(ei), type, feed), value));
    }

    /** CX → the token it is looked up by. */
    public static Optional<Token> token(Field cx, String assumedType, Feed feed) {
        String value = cx.component(1).text();
        String type = cx.component(5).text();
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Token(
                        Systems.assigner(Hd.of(cx.component(4)), type.isEmpty() ? assumedType : type, feed), value));
    }

    /** A list of CX → the tokens by which a person may be found, in the order sent. */
    public static List<Token> tokens(Field list, Feed feed) {
        return list.repetitions()
                .filter(cx -> !NEVER_MATCHED.contains(cx.component(5).text()))
                .map(cx -> token(cx, "MR", feed))
                .flatMap(Optional::stream)
                .filter(token -> !token.system().equals(Systems.SSN))
                .filter(token -> !PLACEHOLDERS.contains(token.value().toUpperCase(Locale.ROOT)))
                .distinct()
                .toList();
    }

    /** A code of table 0203 → Identifier.type. */
    static Optional<CodeableConcept> type(String code, Field at, Source source) {
        if (code.isEmpty()) {
            return Optional.empty();
        }
        boolean standard = TYPES.find(code).isPresent();
        if (!standard) {
            source.warn(Code.TABLE_VALUE, at, "This identifier type is not in table 0203.");
        }
        String system = standard ? Systems.IDENTIFIER_TYPE : source.feed().privateSystem("0203");
        return Optional.of(
                new CodeableConcept().addCoding(new Coding().setSystem(system).setCode(code)));
    }

    private static String typeOf(String system, Feed feed) {
        return feed.authorities().values().stream()
                .filter(authority -> authority.system().equals(system))
                .map(Authority::type)
                .findFirst()
                .orElse("");
    }
}
