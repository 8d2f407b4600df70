package org.practicehub.routes.store;

import java.util.List;
import java.util.function.Function;
import org.practicehub.mappings.record.Change;

/**
 * The FHIR record that messages are written to. The all-in-one hub plugs in its own database, the routes at the edge of a
 * clinic's network a hub elsewhere over HTTP; both keep the promises of {@code FhirStoreContract}.
 */
public interface FhirStore {

    /**
     * Does the work as one unit: everything it writes is written, or nothing is. Where the journal lies in the record's
     * own database, what the work writes to the journal belongs to the unit too.
     *
     * @throws StoreConflict when somebody else changed the record meanwhile; the same work may succeed if tried again
     * @throws StoreUnavailable when the record cannot be reached
     */
    <T> T unit(Function<Unit, T> work);

    /** One unit of work. */
    interface Unit {
        StoredResources resources();

        /**
         * Writes the changes. A change of a resource succeeds only if its version is still the one that was met.
         *
         * @param source who is behind the changes; becomes {@code meta.source}
         * @return what was written, in the order of the changes
         */
        List<Written> write(List<Change> changes, String source);
    }
}
