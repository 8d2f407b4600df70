package org.practicehub.routes.store;

/** Somebody else changed what was to be changed. The same work may succeed if it is tried again. */
public class StoreConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreConflict(Throwable cause) {
        // The cause of a database may quote values; only its kind goes into the text.
        super(cause.getClass().getSimpleName(), cause);
    }
}
