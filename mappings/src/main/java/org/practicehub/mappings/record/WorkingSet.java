package org.practicehub.mappings.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.jspecify.annotations.Nullable;

/** The record with what one message has taken in hand laid over it: copies in work, and what is new. */
final class WorkingSet {

    /** A resource in work: as it will be, and as it was met; null when it is new. */
    record Work(Resource copy, @Nullable Resource before) {}

    /** What a resource made here is found by. */
    private record Key(String type, Token identifier) {}

    private final PresentRecord record;
    private final Map<String, Work> work = new LinkedHashMap<>();
    private final Map<Key, Resource> made = new HashMap<>();
    private final Set<String> moved = new HashSet<>();

    WorkingSet(PresentRecord record) {
        this.record = record;
    }

    <T extends Resource> List<T> find(Class<T> type, Collection<Token> identifiers) {
        Map<String, T> found = new LinkedHashMap<>();
        if (!identifiers.isEmpty()) {
            record.withIdentifier(typeOf(type), identifiers).forEach(present -> {
                T current = type.cast(current(present));
                found.put(Draft.reference(current), current);
            });
            identifiers.stream()
                    .flatMap(token -> Stream.ofNullable(made.get(new Key(type.getSimpleName(), token))))
                    .forEach(fresh -> found.put(Draft.reference(fresh), type.cast(fresh)));
        }
        return List.copyOf(found.values());
    }

    <T extends Resource> Optional<T> read(Class<T> type, String reference) {
        if (!reference.startsWith(type.getSimpleName() + "/")) {
            return Optional.empty();
        }
        Work mine = work.get(reference);
        return mine != null
                ? Optional.of(type.cast(mine.copy()))
                : record.read(typeOf(type), reference.substring(reference.indexOf('/') + 1))
                        .map(type::cast);
    }

    List<Resource> referringTo(String reference, Set<ResourceType> types) {
        Map<String, Resource> found = new LinkedHashMap<>();
        record.referringTo(reference, types).forEach(present -> {
            Resource current = current(present);
            found.put(Draft.reference(current), current);
        });
        work.forEach((key, mine) -> {
            // What is in work and holds the reference now did so before, unless it was made here or had it moved.
            boolean news = mine.before() == null || moved.contains(key);
            if (news && types.contains(mine.copy().getResourceType()) && refers(mine.copy(), reference)) {
                found.put(key, mine.copy());
            }
        });
        return List.copyOf(found.values());
    }

    /** What is in work, in the order in which it was taken in hand. */
    List<Work> all() {
        return List.copyOf(work.values());
    }

    /** What is in work as changes, were it done now. */
    List<Change> asIfDone() {
        return work.values().stream()
                .map(mine -> new Change(mine.copy(), Optional.ofNullable(mine.before())))
                .toList();
    }

    boolean holds(String reference) {
        return work.containsKey(reference);
    }

    boolean isNew(String reference) {
        Work mine = work.get(reference);
        return mine != null && mine.before() == null;
    }

    boolean isChanged(String reference) {
        Work mine = work.get(reference);
        return mine != null && (mine.before() == null || !mine.copy().equalsDeep(mine.before()));
    }

    /** The copy to write on: always the same one. */
    <T extends Resource> T open(T resource) {
        Work mine = work.computeIfAbsent(Draft.reference(resource), key -> new Work(resource.copy(), resource));
        @SuppressWarnings("unchecked") // the key names the type
        T copy = (T) mine.copy();
        return copy;
    }

    /** Takes in a new resource, found from now on by its identifiers. */
    void add(Resource fresh, Stream<Token> identifiers) {
        work.put(Draft.reference(fresh), new Work(fresh, null));
        identifiers.forEach(token -> made.putIfAbsent(new Key(fresh.fhirType(), token), fresh));
    }

    /** Notes that references of a resource have been moved. */
    void moved(Resource resource) {
        moved.add(Draft.reference(resource));
    }

    /**
     * What came of it.
     *
     * @param changes what is new or other than it was met
     * @param unchanged what was taken in hand and is as it was met (G16)
     */
    record Result(List<Change> changes, List<String> unchanged) {}

    Result result() {
        List<Change> changes = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        work.forEach((reference, mine) -> {
            Resource before = mine.before();
            if (before != null && mine.copy().equalsDeep(before)) {
                unchanged.add(reference);
            } else {
                changes.add(new Change(mine.copy(), Optional.ofNullable(before)));
            }
        });
        return new Result(changes, unchanged);
    }

    private Resource current(Resource present) {
        Work mine = work.get(Draft.reference(present));
        return mine == null ? present : mine.copy();
    }

    private static boolean refers(Resource resource, String reference) {
        return References.in(resource).anyMatch(held -> reference.equals(held.getReference()));
    }

    private static ResourceType typeOf(Class<? extends Resource> type) {
        return ResourceType.fromCode(type.getSimpleName());
    }
}
