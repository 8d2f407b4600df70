package org.practicehub.mappings.outbound;

import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** The record as a message that leaves needs it: what a reference points at. */
@FunctionalInterface
public interface Directory {

    /** @param reference {@code Patient/x} */
    Optional<Resource> find(String reference);

    /** What a reference points at, if it is there and of this type. */
    default <T extends Resource> Optional<T> find(Reference reference, Class<T> type) {
        return Optional.ofNullable(reference.getReference())
                .flatMap(this::find)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
