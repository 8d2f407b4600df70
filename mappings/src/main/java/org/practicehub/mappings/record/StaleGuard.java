package org.practicehub.mappings.record;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;

/** Keeps an event from overwriting what a later one of the same feed has said (G18), and remembers where it did. */
final class StaleGuard {

    private final PresentRecord record;
    private final EventTime event;
    private final Context context;
    private final Set<String> stale = new LinkedHashSet<>();

    StaleGuard(PresentRecord record, EventTime event, Context context) {
        this.record = record;
        this.event = event;
        this.context = context;
    }

    /**
     * Whether the resource may be written. A replay has the number it had; it may go on where nothing happened to the
     * resource since.
     */
    boolean admits(Resource resource) {
        boolean late = record.lastApplied(resource.getResourceType(), resource.getIdPart())
                .map(mark -> mark.sequence() == context.sequence()
                        ? !mark.versionId().equals(resource.getMeta().getVersionId())
                        : mark.isAfter(event.time(), context.sequence()))
                .orElse(false);
        if (late) {
            stale.add(Draft.reference(resource));
        }
        return !late;
    }

    /**
     * Whether the group that a message sends whole is older than what the record has of it, and so says nothing (G8): some
     * member of it has heard of a later event.
     */
    boolean supersedes(Collection<? extends Resource> members) {
        boolean superseded = members.stream().anyMatch(this::hasHeardLater);
        if (superseded) {
            members.forEach(member -> stale.add(Draft.reference(member)));
        }
        return superseded;
    }

    List<String> stale() {
        return List.copyOf(stale);
    }

    private boolean hasHeardLater(Resource member) {
        return record.lastApplied(member.getResourceType(), member.getIdPart())
                .map(mark -> mark.sequence() != context.sequence() && mark.isAfter(event.time(), context.sequence()))
                .orElse(false);
    }
}
