package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.segments.AutToInsurance;

/** ServiceRequest.insurance → AUT (HL7 section 11.6.2): the payer's authorization, by its number. */
final class InsuranceToAut {

    private InsuranceToAut() {}

    static void write(Reference authorization, Values values, Writer out) {
        String[] aut = new String[9];
        Arrays.fill(aut, "");
        aut[2] = values.text(authorization.getDisplay()); // AUT-3
        period(authorization).ifPresent(period -> {
            aut[3] = period.hasStart() ? values.time(period.getStartElement()) : ""; // AUT-4
            aut[4] = period.hasEnd() ? values.time(period.getEndElement()) : ""; // AUT-5
        });
        aut[5] = values.entity(
                authorization.getIdentifier().getSystem(),
                authorization.getIdentifier().getValue()); // AUT-6
        aut[8] = Optional.ofNullable(authorization.getExtensionByUrl(AutToInsurance.TREATMENTS))
                .map(Extension::getValue)
                .filter(IntegerType.class::isInstance)
                .map(Type::primitiveValue)
                .orElse(""); // AUT-9
        out.segment("AUT", List.of(aut));
    }

    private static Optional<Period> period(Reference authorization) {
        return Optional.ofNullable(authorization.getExtensionByUrl(AutToInsurance.PERIOD))
                .map(Extension::getValue)
                .filter(Period.class::isInstance)
                .map(Period.class::cast);
    }
}
