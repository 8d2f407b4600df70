package org.practicehub.mappings.record;

import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/**
 * What the Provenance of a merge keeps, so that the merge can be undone from it (M5): every reference that was moved, and
 * every resource that was ended in favour of another.
 */
public final class UndoNotes {

    /** A moved reference: {@code resource}, {@code path}, {@code was}, {@code now}. */
    public static final String REPOINTED = "urn:x-hub:extension:repointed";
    /** An ended resource: {@code kept}, {@code gone}, {@code was} (its status) and each {@code number} that was handed on. */
    public static final String ENDED = "urn:x-hub:extension:ended";
    /** On an ended account or visit: what it was merged into. */
    public static final String REPLACED_BY = "urn:x-hub:extension:replaced-by";

    private UndoNotes() {}

    static Extension repointed(Resource resource, References.Held held, String to) {
        Extension note = new Extension(REPOINTED);
        note.addExtension(new Extension("resource", new Reference(Draft.reference(resource))));
        note.addExtension(new Extension("path", new StringType(held.path())));
        note.addExtension(new Extension("was", new Reference(held.value().getReference())));
        note.addExtension(new Extension("now", new Reference(to)));
        return note;
    }

    static Extension ended(Resource gone, Resource kept, String was, List<Identifier> handedOn) {
        Extension note = new Extension(ENDED);
        note.addExtension(new Extension("gone", new Reference(Draft.reference(gone))));
        note.addExtension(new Extension("kept", new Reference(Draft.reference(kept))));
        note.addExtension(new Extension("was", new CodeType(was)));
        handedOn.forEach(number -> note.addExtension(new Extension("number", number.copy())));
        return note;
    }
}
