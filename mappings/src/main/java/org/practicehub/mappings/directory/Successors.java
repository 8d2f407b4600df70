package org.practicehub.mappings.directory;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.UndoNotes;

/**
 * What an account or a visit was merged into. R4 has such a link for patients alone, so theirs is an extension; by it what
 * comes late for the old number finds the one that is left.
 */
public final class Successors {

    private Successors() {}

    /** The one that is left, through however many merges. */
    public static <T extends DomainResource> T last(T resource, Draft draft) {
        T current = resource;
        Set<String> seen = new HashSet<>();
        while (seen.add(Draft.reference(current))) {
            Optional<T> next = next(current, draft);
            if (next.isEmpty()) {
                return current;
            }
            current = next.get();
        }
        return current;
    }

    public static boolean hasOne(DomainResource resource) {
        return resource.hasExtension(UndoNotes.REPLACED_BY);
    }

    public static void set(DomainResource gone, DomainResource kept) {
        gone.addExtension(new Extension(UndoNotes.REPLACED_BY, new Reference(Draft.reference(kept))));
    }

    @SuppressWarnings("unchecked") // a resource is merged into one of its own type
    private static <T extends DomainResource> Optional<T> next(T resource, Draft draft) {
        return Optional.ofNullable(resource.getExtensionByUrl(UndoNotes.REPLACED_BY))
                .map(extension -> ((Reference) extension.getValue()).getReference())
                .flatMap(reference -> draft.read((Class<T>) resource.getClass(), reference));
    }
}
