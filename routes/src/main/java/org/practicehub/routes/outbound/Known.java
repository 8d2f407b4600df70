package org.practicehub.routes.outbound;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.outbound.Directory;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.ResourceVersions;
import org.practicehub.routes.store.Written;

/** The record as it is, as a system was told of it, and by whom it was begun. */
record Known(ResourceVersions versions, Unit unit) {

    private static final String FEED = "urn:x-hub:feed:";
    private static final String FIRST = "1";

    /** The record as it is now. */
    Directory now() {
        return this::find;
    }

    /** The record as a system knows it: what it was told of in the version that it was told, the rest as it is now. */
    Directory then(List<Written> told) {
        return reference -> told.stream()
                .filter(one -> one.reference().equals(reference))
                .findFirst()
                .map(one -> versions.read(one.type(), one.id(), one.version()))
                .orElseGet(() -> find(reference));
    }

    Optional<Resource> find(String reference) {
        // A reference may be an address elsewhere, a part of its own resource, or nothing.
        IdType id = new IdType(reference);
        return id.hasResourceType() && !id.isAbsolute()
                ? unit.resources().read(ResourceType.fromCode(id.getResourceType()), id.getIdPart())
                : Optional.empty();
    }

    /** Whether a message of this feed brought the resource: the feed has it from itself, whoever has changed it since. */
    boolean isFrom(String feed, String type, String id) {
        return versions.read(type, id, FIRST)
                .map(first -> String.valueOf(first.getMeta().getSource()))
                .map(source -> source.split("#", 2)[0])
                .filter((FEED + feed)::equals)
                .isPresent();
    }

    static Written written(Resource resource) {
        return new Written(
                resource.fhirType(),
                resource.getIdElement().getIdPart(),
                resource.getMeta().getVersionId());
    }
}
