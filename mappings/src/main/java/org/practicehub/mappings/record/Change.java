package org.practicehub.mappings.record;

import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/**
 * A resource as it is to be written.
 *
 * @param resource the new state, with its id: one that the hub chose when the resource is new
 * @param before the state that was met, whose version the write must still find; empty to create
 */
public record Change(Resource resource, Optional<Resource> before) {

    public boolean isCreate() {
        return before.isEmpty();
    }

    /** {@code Patient/x}. */
    public String reference() {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}
