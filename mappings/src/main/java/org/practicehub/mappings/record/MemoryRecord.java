package org.practicehub.mappings.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;

/**
 * A record in memory: for tests, samples and dry runs, where messages follow each other without a database. It applies a
 * translation as a store does: versions count up, and every resource that a message spoke of remembers the message.
 */
public final class MemoryRecord implements PresentRecord {

    private final Map<String, Resource> resources = new TreeMap<>();
    private final Map<Token, List<String>> byIdentifier = new HashMap<>();
    private final Map<String, Mark> marks = new HashMap<>();

    /** Puts a resource there as it is, as another than this feed would have. */
    public MemoryRecord with(Resource resource) {
        put(resource.copy());
        return this;
    }

    /** Writes what a translation asks for. */
    public void apply(Translation translation, Context context) {
        for (Change change : translation.changes()) {
            Resource resource = change.resource().copy();
            int version = read(resource.getResourceType(), resource.getIdPart())
                    .map(present -> Integer.parseInt(present.getMeta().getVersionId()))
                    .orElse(0);
            resource.getMeta().setVersionId(String.valueOf(version + 1));
            put(resource);
            mark(change.reference(), translation, context);
        }
        translation.confirmed().forEach(reference -> mark(reference, translation, context));
    }

    /** All that is there, in the order of type and id. */
    public List<Resource> all() {
        return List.copyOf(resources.values());
    }

    @Override
    public List<Resource> withIdentifier(ResourceType type, Collection<Token> identifiers) {
        return identifiers.stream()
                .flatMap(token -> byIdentifier.getOrDefault(token, List.of()).stream())
                .distinct()
                .sorted()
                .map(resources::get)
                .flatMap(Stream::ofNullable)
                .filter(resource -> resource.getResourceType() == type)
                .toList();
    }

    @Override
    public Optional<Resource> read(ResourceType type, String id) {
        return Optional.ofNullable(resources.get(type.name() + "/" + id));
    }

    @Override
    public List<Resource> referringTo(String reference, Set<ResourceType> types) {
        return resources.values().stream()
                .filter(resource -> types.contains(resource.getResourceType()))
                .filter(resource -> References.in(resource).anyMatch(held -> reference.equals(held.getReference())))
                .toList();
    }

    @Override
    public Optional<Mark> lastApplied(ResourceType type, String id) {
        return Optional.ofNullable(marks.get(type.name() + "/" + id));
    }

    private void put(Resource resource) {
        if (!resource.getMeta().hasVersionId()) {
            resource.getMeta().setVersionId("1");
        }
        String reference = resource.fhirType() + "/" + resource.getIdPart();
        Optional.ofNullable(resources.get(reference)).ifPresent(before -> Tokens.of(before)
                .forEach(token ->
                        byIdentifier.getOrDefault(token, new ArrayList<>()).remove(reference)));
        Tokens.of(resource).forEach(token -> byIdentifier
                .computeIfAbsent(token, t -> new ArrayList<>())
                .add(reference));
        resources.put(reference, resource);
    }

    private void mark(String reference, Translation translation, Context context) {
        String version = Optional.ofNullable(resources.get(reference))
                .map(resource -> resource.getMeta().getVersionId())
                .orElse("");
        Mark mark = new Mark(translation.eventTime(), context.sequence(), version);
        marks.merge(reference, mark, MemoryRecord::later);
    }

    /** The later event, and the version that stands now: an event out of turn, such as a late merge, moves no mark back. */
    private static Mark later(Mark before, Mark now) {
        Mark last = Stream.of(before, now)
                .max(Comparator.comparing(Mark::eventTime).thenComparing(Mark::sequence))
                .orElse(now);
        return new Mark(last.eventTime(), last.sequence(), now.versionId());
    }
}
