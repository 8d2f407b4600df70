package org.practicehub.mappings.golden;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.record.Mark;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Token;

/** A record whose resources have been written down and read again, as those of a real store have. */
public record ThroughJson(PresentRecord record) implements PresentRecord {

    @Override
    public List<Resource> withIdentifier(ResourceType type, Collection<Token> identifiers) {
        return record.withIdentifier(type, identifiers).stream()
                .map(ThroughJson::again)
                .toList();
    }

    @Override
    public Optional<Resource> read(ResourceType type, String id) {
        return record.read(type, id).map(ThroughJson::again);
    }

    @Override
    public List<Resource> referringTo(String reference, Set<ResourceType> types) {
        return record.referringTo(reference, types).stream()
                .map(ThroughJson::again)
                .toList();
    }

    @Override
    public Optional<Mark> lastApplied(ResourceType type, String id) {
        return record.lastApplied(type, id);
    }

    private static Resource again(Resource resource) {
        return TestJson.parse(resource.getClass(), TestJson.compact(resource));
    }
}
