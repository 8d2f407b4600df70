package org.practicehub.mappings.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.problem.Problem;

/**
 * The record as one message will leave it: what it looked up, what it works on, what it made. Everything a translation
 * reads or writes goes through here, so that two segments that name the same thing mean the same thing, nothing present is
 * changed in place, and no older event overwrites what a newer one said (G18).
 */
public final class Draft {

    /** A resource in work: as it will be, and as it was met; null when it is new. */
    private record Work(Resource copy, @Nullable Resource before) {}

    /** What a resource made here is found by. */
    private record Key(String type, Token identifier) {}

    private final Source source;
    private final Context context;
    private final PresentRecord record;
    private final EventTime event;
    private final Map<String, Work> work = new LinkedHashMap<>();
    private final Map<Key, Resource> made = new HashMap<>();
    private final Set<String> moved = new HashSet<>();
    private final Set<String> stale = new LinkedHashSet<>();
    private final Set<String> about = new LinkedHashSet<>();
    private final List<Extension> repointed = new ArrayList<>();
    private @Nullable Problem hold;

    public Draft(Message message, Context context, PresentRecord record) {
        this.source = new Source(message, context.feed());
        this.context = context;
        this.record = new Remembered(record);
        this.event = EventTime.of(message, source, context);
    }

    public Source source() {
        return source;
    }

    public Feed feed() {
        return context.feed();
    }

    public Context context() {
        return context;
    }

    public EventTime event() {
        return event;
    }

    /** The resources of a type that carry at least one of the identifiers: those of the record, and those made here. */
    public <T extends Resource> List<T> find(Class<T> type, Collection<Token> identifiers) {
        Map<String, T> found = new LinkedHashMap<>();
        if (!identifiers.isEmpty()) {
            record.withIdentifier(typeOf(type), identifiers).forEach(present -> {
                T current = type.cast(current(present));
                found.put(reference(current), current);
            });
            identifiers.stream()
                    .flatMap(token -> Stream.ofNullable(made.get(new Key(type.getSimpleName(), token))))
                    .forEach(fresh -> found.put(reference(fresh), type.cast(fresh)));
        }
        return List.copyOf(found.values());
    }

    /** What a reference like {@code Patient/x} points at, if it is of this type. */
    public <T extends Resource> Optional<T> read(Class<T> type, String reference) {
        if (!reference.startsWith(type.getSimpleName() + "/")) {
            return Optional.empty();
        }
        Work mine = work.get(reference);
        return mine != null
                ? Optional.of(type.cast(mine.copy()))
                : record.read(typeOf(type), reference.substring(reference.indexOf('/') + 1))
                        .map(type::cast);
    }

    /** The resources of a type that refer to another one, as this message has left them so far. */
    public <T extends Resource> List<T> referringTo(String reference, Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        record.referringTo(reference, Set.of(typeOf(type))).forEach(present -> {
            T current = type.cast(current(present));
            found.put(reference(current), current);
        });
        work.forEach((key, mine) -> {
            // What is in work and holds the reference now did so before, unless it was made here or had it moved.
            boolean news = mine.before() == null || moved.contains(key);
            if (news && type.isInstance(mine.copy()) && refers(mine.copy(), reference)) {
                found.put(key, type.cast(mine.copy()));
            }
        });
        return List.copyOf(found.values());
    }

    private static boolean refers(Resource resource, String reference) {
        return References.in(resource).anyMatch(held -> reference.equals(held.getReference()));
    }

    /** Like {@link #referringTo(String, Class)}, of several types, as they are in the record. */
    public List<Resource> present(String reference, Set<ResourceType> types) {
        return record.referringTo(reference, types);
    }

    /**
     * A resource to write on; empty, and noted as stale, when the record has a later event of this feed for it. What is
     * given back is always the same copy.
     */
    public <T extends Resource> Optional<T> edit(T resource) {
        String reference = reference(resource);
        if (!work.containsKey(reference) && isStale(resource)) {
            stale.add(reference);
            return Optional.empty();
        }
        return Optional.of(editAlways(resource));
    }

    /**
     * Whether the group that this message sends whole is older than what the record has of it, and so says nothing (G8 with
     * G18): some member of it has heard of a later event. They are noted as stale.
     */
    public boolean isSuperseded(Collection<? extends Resource> members) {
        boolean superseded = members.stream().anyMatch(this::hasLater);
        if (superseded) {
            members.forEach(member -> stale.add(reference(member)));
        }
        return superseded;
    }

    /** A resource to write on whatever came later: for what is true regardless of time, as the moved references of a merge. */
    public <T extends Resource> T editAlways(T resource) {
        Work mine = work.computeIfAbsent(reference(resource), key -> new Work(resource.copy(), resource));
        @SuppressWarnings("unchecked") // the key names the type
        T copy = (T) mine.copy();
        return copy;
    }

    /** Makes a resource that is known by an identifier; from now on it is found by it, and by those it already has. */
    public <T extends Resource> T create(T fresh, Token identity) {
        create(fresh, identity.toString());
        made.putIfAbsent(new Key(fresh.fhirType(), identity), fresh);
        Tokens.of(fresh).forEach(token -> made.putIfAbsent(new Key(fresh.fhirType(), token), fresh));
        return fresh;
    }

    /** Makes a resource under an id that follows from what it is. */
    public <T extends Resource> T create(T fresh, String... identity) {
        String type = fresh.fhirType();
        String names = String.join("|", identity);
        String id = NameUuid.of(type, names);
        // Taken by one that has lost this identity since, say by a change of number: then this is another one.
        for (int n = 1;
                record.read(fresh.getResourceType(), id).isPresent() || work.containsKey(type + "/" + id);
                n++) {
            id = NameUuid.of(type, names, source.message().controlId(), String.valueOf(n));
        }
        fresh.setId(type + "/" + id);
        work.put(type + "/" + id, new Work(fresh, null));
        return fresh;
    }

    /** Whether this message made the resource. */
    public boolean isNew(Resource resource) {
        Work mine = work.get(reference(resource));
        return mine != null && mine.before() == null;
    }

    /** Moves a reference, and keeps what it was for the Provenance, from which it can be undone (M5). */
    public void repoint(Resource resource, References.Held held, String to) {
        Extension undo = new Extension("urn:x-hub:extension:repointed");
        undo.addExtension(new Extension("resource", new Reference(reference(resource))));
        undo.addExtension(new Extension("path", new StringType(held.path())));
        undo.addExtension(new Extension("was", new Reference(held.value().getReference())));
        repointed.add(undo);
        moved.add(reference(resource));
        held.value().setReference(to);
    }

    List<Extension> repointed() {
        return List.copyOf(repointed);
    }

    /** Notes that the message is about this resource. */
    public void about(Resource resource) {
        about.add(reference(resource));
    }

    /** Nothing of this message is to be applied; a person decides. The first reason stands. */
    public void hold(Problem why) {
        if (hold == null) {
            hold = why;
        }
    }

    public boolean isHeld() {
        return hold != null;
    }

    /** What came of it all. */
    public Translation finish() {
        if (hold != null) {
            return new Translation(
                    List.of(),
                    List.of(),
                    List.of(),
                    source.problems(),
                    Optional.of(hold),
                    event.time(),
                    List.copyOf(about));
        }
        List<Change> changes = new ArrayList<>();
        List<String> confirmed = new ArrayList<>();
        work.forEach((reference, mine) -> {
            Resource before = mine.before();
            if (before != null && mine.copy().equalsDeep(before)) {
                confirmed.add(reference);
            } else {
                changes.add(new Change(mine.copy(), Optional.ofNullable(before)));
            }
        });
        List<String> targets = changes.stream().map(Change::reference).toList();
        if (!changes.isEmpty()) {
            changes.add(new Change(MessageProvenance.of(this, targets), Optional.empty()));
        }
        return new Translation(
                changes,
                confirmed,
                List.copyOf(stale),
                source.problems(),
                Optional.empty(),
                event.time(),
                List.copyOf(about));
    }

    /** {@code Patient/x}. */
    public static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdPart();
    }

    boolean isTaken(ResourceType type, String id) {
        return record.read(type, id).isPresent();
    }

    private Resource current(Resource present) {
        Work mine = work.get(reference(present));
        return mine == null ? present : mine.copy();
    }

    /** A replay has the number it had; it may go on where nothing happened since. */
    private boolean isStale(Resource resource) {
        return record.lastApplied(resource.getResourceType(), resource.getIdPart())
                .map(mark -> mark.sequence() == context.sequence()
                        ? !mark.versionId().equals(resource.getMeta().getVersionId())
                        : mark.isAfter(event.time(), context.sequence()))
                .orElse(false);
    }

    private boolean hasLater(Resource member) {
        return record.lastApplied(member.getResourceType(), member.getIdPart())
                .map(mark -> mark.sequence() != context.sequence() && mark.isAfter(event.time(), context.sequence()))
                .orElse(false);
    }

    private static ResourceType typeOf(Class<? extends Resource> type) {
        return ResourceType.fromCode(type.getSimpleName());
    }
}
