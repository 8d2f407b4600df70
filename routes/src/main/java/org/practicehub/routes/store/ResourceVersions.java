package org.practicehub.routes.store;

import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/** The record as it was at each change. */
@FunctionalInterface
public interface ResourceVersions {

    /** One version of a resource; empty when it is not kept, or is the one by which the resource was deleted. */
    Optional<Resource> read(String type, String id, String version);
}
