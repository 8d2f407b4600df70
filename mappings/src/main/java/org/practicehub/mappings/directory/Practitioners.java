package org.practicehub.mappings.directory;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.types.People;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/** The practitioners that messages name (G14). One that is known is left as the record has it. */
public final class Practitioners {

    private Practitioners() {}

    /** XCN → a reference: to the practitioner known by the number, to a new one, or by name alone without a number. */
    public static Optional<Reference> reference(Field xcn, Draft draft) {
        Optional<Token> token = People.token(xcn, draft.source());
        return token.isPresent()
                ? token.map(known -> new Reference(Draft.reference(of(known, xcn, draft))))
                : People.named(xcn, draft.source());
    }

    private static Practitioner of(Token token, Field xcn, Draft draft) {
        return draft.find(Practitioner.class, List.of(token)).stream()
                .findFirst()
                .orElseGet(() -> {
                    draft.source()
                            .warn(
                                    Code.UNKNOWN_KEY,
                                    xcn,
                                    "The practitioner was not known and was set up from the message.");
                    Practitioner practitioner = People.practitioner(xcn, draft.source());
                    return draft.create(practitioner.setActive(true), token);
                });
    }
}
