package org.practicehub.mappings.record;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;

/**
 * A record in memory: for tests, samples and dry runs, where messages follow each other without a database. It applies a
 * translation as a store does: versions count up, and every resource that a message spoke of remembers the message.
 */
public final class MemoryRecord implements PresentRecord {

    private final Map<String, Resource> resources = new TreeMap<>();
    private final Map<Token, Set<String>> byIdentifier = new HashMap<>();
    private final Map<String, Set<String>> byReference = new HashMap<>();
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
            if (!translation.inPassing().contains(change.reference())) {
                mark(change.reference(), translation, context);
            }
        }
        translation.confirmed().forEach(reference -> mark(reference, translation, context));
    }

    /** All that is there, in the order of type and id. */
    public List<Resource> all() {
        return List.copyOf(resources.values());
    }

    @Override
    public List<Resource> withIdentifier(ResourceType type, Collection<Token> identifiers) {
        SortedSet<String> found = new TreeSet<>();
        identifiers.forEach(token -> found.addAll(byIdentifier.getOrDefault(token, Set.of())));
        return resources(found, EnumSet.of(type));
    }

    @Override
    public Optional<Resource> read(ResourceType type, String id) {
        return Optional.ofNullable(resources.get(type.name() + "/" + id));
    }

    @Override
    public List<Resource> referringTo(String reference, Set<ResourceType> types) {
        return resources(new TreeSet<>(byReference.getOrDefault(reference, Set.of())), types);
    }

    @Override
    public Optional<Mark> lastApplied(ResourceType type, String id) {
        return Optional.ofNullable(marks.get(type.name() + "/" + id));
    }

    private List<Resource> resources(SortedSet<String> references, Set<ResourceType> types) {
        return references.stream()
                .flatMap(reference -> Stream.ofNullable(resources.get(reference)))
                .filter(resource -> types.contains(resource.getResourceType()))
                .toList();
    }

    private void put(Resource resource) {
        if (!resource.getMeta().hasVersionId()) {
            resource.getMeta().setVersionId("1");
        }
        String reference = resource.fhirType() + "/" + resource.getIdPart();
        Resource before = resources.put(reference, resource);
        if (before != null) {
            Tokens.of(before).forEach(token -> among(byIdentifier, token).remove(reference));
            held(before).forEach(other -> among(byReference, other).remove(reference));
        }
        Tokens.of(resource).forEach(token -> among(byIdentifier, token).add(reference));
        held(resource).forEach(other -> among(byReference, other).add(reference));
    }

    private static Stream<String> held(Resource resource) {
        return References.in(resource).flatMap(reference -> Stream.ofNullable(reference.getReference()));
    }

    private static <K> Set<String> among(Map<K, Set<String>> index, K key) {
        return index.computeIfAbsent(key, any -> new HashSet<>());
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
