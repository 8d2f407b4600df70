package org.practicehub.mappings.record;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;

/**
 * The practice's record as one message meets it: the port through which a translation looks things up. What it hands out
 * is not changed by the translation, which copies before it writes. Results are in an order that does not change from call
 * to call, and hold what is not deleted.
 */
public interface PresentRecord {

    /** The resources of a type that carry at least one of the identifiers. */
    List<Resource> withIdentifier(ResourceType type, Collection<Token> identifiers);

    Optional<Resource> read(ResourceType type, String id);

    /** The resources of the types that hold a reference to {@code Patient/x} and the like, anywhere. */
    List<Resource> referringTo(String reference, Set<ResourceType> types);

    /** The last event of this message's feed that was applied to the resource. */
    Optional<Mark> lastApplied(ResourceType type, String id);
}
