package org.practicehub.mappings.directory;

import java.util.List;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/** The orders that messages name by number. */
public final class Orders {

    private Orders() {}

    /** The order as the record knows it, or by its number until it does. */
    public static Reference reference(Identifier identifier, Draft draft) {
        List<Token> token = Tokens.of(identifier).stream().toList();
        return draft.find(ServiceRequest.class, token).stream()
                .findFirst()
                .map(known -> new Reference(Draft.reference(known)))
                .orElseGet(() -> new Reference().setType("ServiceRequest").setIdentifier(identifier));
    }
}
