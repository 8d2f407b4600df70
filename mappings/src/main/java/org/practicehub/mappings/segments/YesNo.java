package org.practicehub.mappings.segments;

import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.practicehub.mappings.hl7v2.Field;

/** HL7 table 0136 → boolean. */
public final class YesNo {

    private YesNo() {}

    public static Optional<BooleanType> type(Field id) {
        return switch (id.text()) {
            case "Y" -> Optional.of(new BooleanType(true));
            case "N" -> Optional.of(new BooleanType(false));
            default -> Optional.empty();
        };
    }
}
