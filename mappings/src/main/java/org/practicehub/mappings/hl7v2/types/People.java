package org.practicehub.mappings.hl7v2.types;

import java.util.Optional;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.record.Token;

/** XCN: a person who works here, by number and name (G14). */
public final class People {

    private People() {}

    /** XCN-1, XCN-9, XCN-13 → the token the person is looked up by. */
    public static Optional<Token> token(Field xcn, Source source) {
        return xcn.component(1).value().map(value -> new Token(system(xcn, source), value));
    }

    /** XCN → Practitioner with what the message says of them. */
    public static Practitioner practitioner(Field xcn, Source source) {
        Practitioner practitioner = new Practitioner();
        identifier(xcn, source).ifPresent(practitioner::addIdentifier); // XCN-1, XCN-9, XCN-13
        Names.ofPerson(xcn).ifPresent(practitioner::addName); // XCN-2 to XCN-7, XCN-21
        return practitioner;
    }

    /** XCN → a reference by number and name, for people nobody needs a record of. */
    public static Optional<Reference> named(Field xcn, Source source) {
        Reference reference = new Reference();
        identifier(xcn, source).ifPresent(reference::setIdentifier);
        Names.ofPerson(xcn).map(HumanName::getNameAsSingleString).ifPresent(reference::setDisplay);
        return reference.isEmpty() ? Optional.empty() : Optional.of(reference.setType("Practitioner"));
    }

    private static Optional<Identifier> identifier(Field xcn, Source source) {
        return token(xcn, source).map(token -> {
            Identifier identifier = new Identifier().setSystem(token.system()).setValue(token.value());
            String type = token.system().equals(Systems.NPI)
                    ? "NPI"
                    : xcn.component(13).text();
            Identifiers.type(type, xcn.component(13), source).ifPresent(identifier::setType);
            return identifier;
        });
    }

    private static String system(Field xcn, Source source) {
        String type = xcn.component(13).text();
        return type.equals("NPI")
                ? Systems.NPI
                : Systems.assigner(Hd.of(xcn.component(9)), type.isEmpty() ? "PRN" : type, source.feed());
    }
}
