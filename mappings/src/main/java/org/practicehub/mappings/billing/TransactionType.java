package org.practicehub.mappings.billing;

import java.util.Locale;
import java.util.Optional;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Source;

/** What a transaction is, HL7 table 0017 (FT1-6). */
enum TransactionType {
    CHARGE,
    CREDIT,
    PAYMENT,
    COPAYMENT,
    ADJUSTMENT;

    /** Empty for a code that neither the table nor the feed's own knows. */
    static Optional<TransactionType> of(Segment ft1, Source source) {
        return Codes.code(ft1.field(6), "0017", source) // FT1-6
                .map(code -> valueOf(code.toUpperCase(Locale.ROOT)));
    }
}
