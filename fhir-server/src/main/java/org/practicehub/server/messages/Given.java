package org.practicehub.server.messages;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** What an operation was given: nothing, an empty value and blanks are the same. */
final class Given {

    private Given() {}

    static Optional<String> text(@Nullable PrimitiveType<String> given) {
        return Optional.ofNullable(given).map(PrimitiveType::getValue).filter(text -> !text.isBlank());
    }

    static Optional<Instant> instant(@Nullable BaseDateTimeType given) {
        return Optional.ofNullable(given).map(BaseDateTimeType::getValue).map(Date::toInstant);
    }
}
