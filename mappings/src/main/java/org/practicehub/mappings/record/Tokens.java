package org.practicehub.mappings.record;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/** The identifiers of any resource, as tokens. */
public final class Tokens {

    private Tokens() {}

    public static Stream<Token> of(Resource resource) {
        return Stream.ofNullable(resource.getNamedProperty("identifier"))
                .map(Property::getValues)
                .flatMap(values -> values.stream())
                .map(Identifier.class::cast)
                .flatMap(identifier -> of(identifier).stream());
    }

    /** Empty for an identifier that lacks system or value. */
    public static Optional<Token> of(Identifier identifier) {
        return identifier.hasSystem() && identifier.hasValue()
                ? Optional.of(new Token(identifier.getSystem(), identifier.getValue()))
                : Optional.empty();
    }
}
