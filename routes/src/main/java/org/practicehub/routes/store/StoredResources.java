package org.practicehub.routes.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.record.Token;

/** The record, as far as messages need to look things up in it. Nothing that is deleted is found. */
public interface StoredResources {

    /** The resources of a type that carry at least one of the identifiers, by id. */
    List<Resource> withIdentifier(ResourceType type, Collection<Token> identifiers);

    Optional<Resource> read(ResourceType type, String id);

    /** The resources of these types that refer to {@code Patient/x} and the like, by type and id. */
    List<Resource> referringTo(String reference, Set<ResourceType> types);
}
