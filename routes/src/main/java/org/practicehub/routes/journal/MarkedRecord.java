package org.practicehub.routes.journal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.record.Mark;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Token;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.routes.store.Written;

/** The store's resources together with the journal's knowledge of what was applied to them last, for one message. */
public final class MarkedRecord implements PresentRecord {
    private final StoredResources stored;
    private final Marks marks;
    private final String feed;
    private final Map<String, Written> met = new HashMap<>();

    public MarkedRecord(StoredResources stored, Marks marks, String feed) {
        this.stored = stored;
        this.marks = marks;
        this.feed = feed;
    }

    @Override
    public List<Resource> withIdentifier(ResourceType type, Collection<Token> identifiers) {
        return remember(stored.withIdentifier(type, identifiers));
    }

    @Override
    public Optional<Resource> read(ResourceType type, String id) {
        Optional<Resource> resource = stored.read(type, id);
        resource.ifPresent(this::remember);
        return resource;
    }

    @Override
    public List<Resource> referringTo(String reference, Set<ResourceType> types) {
        return remember(stored.referringTo(reference, types));
    }

    @Override
    public Optional<Mark> lastApplied(ResourceType type, String id) {
        return marks.last(feed, type.name(), id);
    }

    /** A resource that was handed out, by {@code Patient/x}, at the version it had then. */
    public Optional<Written> met(String reference) {
        return Optional.ofNullable(met.get(reference));
    }

    private List<Resource> remember(List<Resource> resources) {
        resources.forEach(this::remember);
        return resources;
    }

    private void remember(Resource resource) {
        Written as = new Written(
                resource.fhirType(),
                resource.getIdElement().getIdPart(),
                resource.getMeta().getVersionId());
        met.put(as.reference(), as);
    }
}
