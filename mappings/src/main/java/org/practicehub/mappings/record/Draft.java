package org.practicehub.mappings.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.problem.Problem;

/**
 * The record as one message will leave it. Everything a translation reads or writes goes through here, so that two segments
 * that name the same thing mean the same thing, nothing present is changed in place, and no older event overwrites what a
 * newer one said (G18).
 */
public final class Draft {

    private final Source source;
    private final Context context;
    private final PresentRecord record;
    private final EventTime event;
    private final WorkingSet work;
    private final StaleGuard guard;
    private final Optional<Watch> watch;
    private final Set<String> about = new LinkedHashSet<>();
    private final Set<String> described = new HashSet<>();
    private final Set<String> inPassing = new LinkedHashSet<>();
    private final List<Extension> undoNotes = new ArrayList<>();
    private @Nullable Problem hold;

    public Draft(Message message, Context context, PresentRecord record) {
        this.source = new Source(message, context.feed());
        this.context = context;
        this.record = new Remembered(record);
        this.event = EventTime.of(message, source, context);
        this.work = new WorkingSet(this.record);
        this.guard = new StaleGuard(this.record, event, context);
        this.watch = message.reads().filter(Watch.class::isInstance).map(Watch.class::cast);
        watch.ifPresent(watching -> watching.opened(work::asIfDone));
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

    /** The application that the message is from, by its name (MSH-3); one without a name goes by the feed's. */
    public Reference sender() {
        return MessageProvenance.sender(
                "Device", source.message().header().field(3).value().orElse(feed().id()));
    }

    /** The resources of a type that carry at least one of the identifiers: those of the record, and those made here. */
    public <T extends Resource> List<T> find(Class<T> type, Collection<Token> identifiers) {
        return work.find(type, identifiers);
    }

    /** What a reference like {@code Patient/x} points at, if it is of this type. */
    public <T extends Resource> Optional<T> read(Class<T> type, String reference) {
        return work.read(type, reference);
    }

    /** The resources of a type that refer to another one, as this message has left them so far. */
    public <T extends Resource> List<T> referringTo(String reference, Class<T> type) {
        Set<ResourceType> types = Set.of(ResourceType.fromCode(type.getSimpleName()));
        return work.referringTo(reference, types).stream().map(type::cast).toList();
    }

    /** Like {@link #referringTo(String, Class)}, of several types. */
    public List<Resource> referringTo(String reference, Set<ResourceType> types) {
        return work.referringTo(reference, types);
    }

    /**
     * A resource to write on; empty, and noted as stale, when the record has a later event of this feed for it. What is
     * given back is always the same copy.
     */
    public <T extends Resource> Optional<T> edit(T resource) {
        String reference = reference(resource);
        boolean mayWrite = described.contains(reference) || work.isNew(reference) || guard.admits(resource);
        if (!mayWrite) {
            return Optional.empty();
        }
        lastEventOf(resource);
        return Optional.of(work.open(resource));
    }

    /** A resource to write on whatever came later: for what is true regardless of time, as the moved references of a merge. */
    public <T extends Resource> T editAlways(T resource) {
        return work.open(resource);
    }

    /** Whether the record has a later event of this feed for the resource; then it is noted as stale. */
    public boolean isStale(Resource resource) {
        return !isNew(resource) && !guard.admits(resource);
    }

    /** Whether a group that this message sends whole is older than what the record has of it; then it is stale (G8, G18). */
    public boolean isSuperseded(Collection<? extends Resource> members) {
        return guard.supersedes(members);
    }

    /** Makes a resource that is known by an identifier; from now on it is found by it, and by those it already has. */
    public <T extends Resource> T create(T fresh, Token identity) {
        fresh.setId(newId(fresh, identity.toString()));
        work.add(fresh, Stream.concat(Stream.of(identity), Tokens.of(fresh)));
        return fresh;
    }

    /** Makes a resource under an id that follows from what it is. */
    public <T extends Resource> T create(T fresh, String... identity) {
        fresh.setId(newId(fresh, String.join("|", identity)));
        work.add(fresh, Stream.empty());
        return fresh;
    }

    /** The resources of a type that this message has made or taken in hand to write on, in that order. */
    public <T extends Resource> List<T> inHand(Class<T> type) {
        return work.all().stream()
                .map(WorkingSet.Work::copy)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Whether this message made the resource. */
    public boolean isNew(Resource resource) {
        return work.isNew(reference(resource));
    }

    /** Moves a reference, and keeps what it was for the Provenance, from which it can be undone (M5). */
    public void repoint(Resource resource, References.Held held, String to) {
        undoNotes.add(UndoNotes.repointed(resource, held, to));
        work.moved(resource);
        held.value().setReference(to);
    }

    /** Whether this message made the resource or made it other than it was met. */
    public boolean isChanged(Resource resource) {
        return work.isChanged(reference(resource));
    }

    /**
     * Notes that the message only names the resource, or adds to it what is true whenever it is heard: the event is not the
     * resource's last one, and what an older event has to tell of it is still news. It is nothing to note where the message
     * tells of the resource elsewhere.
     */
    public void inPassing(Resource resource) {
        if (!described.contains(reference(resource))) {
            inPassing.add(reference(resource));
        }
    }

    /** Notes that the event is the resource's last one after all: it tells of it as a whole. */
    public void lastEventOf(Resource resource) {
        described.add(reference(resource));
        inPassing.remove(reference(resource));
    }

    /**
     * Keeps for the Provenance that a resource was ended in favour of another (M5).
     *
     * @param was the status it had
     * @param handedOn the numbers that the other one has from it now
     */
    public void ended(Resource gone, Resource kept, String was, List<Identifier> handedOn) {
        undoNotes.add(UndoNotes.ended(gone, kept, was, handedOn));
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

    /** What came of it all, after the feed has had its say. */
    public Translation finish() {
        if (hold == null && !feed().overlay().isEmpty()) {
            new SiteRules(this, work).apply();
        }
        List<String> subjects = about.stream()
                .sorted(Comparator.comparing(reference -> !reference.startsWith("Patient/")))
                .toList();
        if (hold != null) {
            return Translation.held(hold, source.problems(), event.time(), subjects);
        }
        WorkingSet.Result result = work.result();
        List<Change> changes = new ArrayList<>(result.changes());
        if (!changes.isEmpty()) {
            List<String> targets = changes.stream().map(Change::reference).toList();
            changes.add(new Change(MessageProvenance.of(this, targets), Optional.empty()));
        }
        return new Translation(
                changes,
                result.unchanged().stream()
                        .filter(reference -> !inPassing.contains(reference))
                        .toList(),
                List.copyOf(inPassing),
                guard.stale(),
                source.problems(),
                Optional.empty(),
                event.time(),
                subjects);
    }

    /** {@code Patient/x}. */
    public static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdPart();
    }

    /** What the message is about, in the order in which that was noted. */
    List<String> subjects() {
        return List.copyOf(about);
    }

    /** Who looks on, if anybody does. */
    Optional<Watch> watch() {
        return watch;
    }

    List<Extension> undoNotes() {
        return List.copyOf(undoNotes);
    }

    boolean isTaken(ResourceType type, String id) {
        return record.read(type, id).isPresent();
    }

    /** The id that follows from a name; another one where it is taken by what has lost that name since. */
    private String newId(Resource fresh, String name) {
        String type = fresh.fhirType();
        String id = NameUuid.of(type, name);
        for (int n = 1; isTaken(fresh.getResourceType(), id) || work.holds(type + "/" + id); n++) {
            id = NameUuid.of(type, name, source.message().controlId(), String.valueOf(n));
        }
        return type + "/" + id;
    }
}
