package org.practicehub.mappings.hl7v2.types;

import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import org.practicehub.mappings.feed.Authority;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.record.Token;

/** PLN: a number that somebody practises or is paid by (G14). */
public final class ProviderNumbers {

    private ProviderNumbers() {}

    /** PLN → the token the provider is looked up by. Licences of two states are two systems. */
    public static Optional<Token> token(Field pln, Source source) {
        return pln.component(1).value().map(number -> new Token(system(pln, source), number)); // PLN-1
    }

    /** PLN → Identifier. */
    public static Optional<Identifier> identifier(Field pln, Source source) {
        return token(pln, source).map(token -> {
            Identifier identifier = Identifiers.typed(
                    token.system(), token.value(), pln.component(2).text(), pln.component(2), source); // PLN-2
            Times.dateTime(pln.component(4), source)
                    .ifPresent(end -> identifier.getPeriod().setEndElement(end)); // PLN-4
            return identifier;
        });
    }

    /** PLN-2, PLN-3: the type, and the state that gave it. */
    private static String system(Field pln, Source source) {
        String type = pln.component(2).text();
        String state = pln.component(3)
                .value()
                .map(name -> ":" + Systems.escaped(name))
                .orElse("");
        return type.equals("NPI")
                ? Systems.NPI
                : source.feed().defaultAuthority(type).map(Authority::system).orElseGet(() -> source.feed()
                        .privateSystem("provider:" + Systems.escaped(type) + state));
    }
}
