package org.practicehub.mappings.segments;

import java.math.BigDecimal;
import java.util.Optional;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/**
 * AUT → ServiceRequest.insurance: the payer's authorization, by its number, because the answer that it was given in is the
 * payer's and not in the record. The guide has no map for it.
 */
public final class AutToInsurance {

    /** On the reference: from when to when it holds. */
    public static final String PERIOD = "urn:x-hub:extension:authorized-period";
    /** On the reference: for how many treatments. */
    public static final String TREATMENTS = "urn:x-hub:extension:authorized-treatments";

    private AutToInsurance() {}

    /** Empty when it has no number. */
    public static Optional<Reference> map(Segment aut, Source source) {
        return Identifiers.ofEntity(aut.field(6), "AUT", source.feed()).map(token -> {
            Reference authorization = new Reference()
                    .setType("ClaimResponse")
                    .setIdentifier(new Identifier().setSystem(token.system()).setValue(token.value())); // AUT-6
            aut.field(3).value().or(aut.field(2)::value).ifPresent(authorization::setDisplay); // AUT-3, AUT-2
            Optional<Period> period = Times.period(aut.field(4), aut.field(5), source);
            period.ifPresent(valid -> authorization.addExtension(new Extension(PERIOD, valid))); // AUT-4, AUT-5
            aut.field(9)
                    .value() // AUT-9
                    .or(aut.field(18)::value) // AUT-18
                    .filter(text -> text.matches("\\d{1,6}(\\.0{1,6})?"))
                    .ifPresent(number -> authorization.addExtension(
                            new Extension(TREATMENTS, new IntegerType(new BigDecimal(number).intValue()))));
            return authorization;
        });
    }

    /** Whether a reference was made of an AUT. */
    public static boolean isAuthorization(Reference reference) {
        return "ClaimResponse".equals(reference.getType()) && reference.hasIdentifier();
    }
}
