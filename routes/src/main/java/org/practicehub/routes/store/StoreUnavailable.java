package org.practicehub.routes.store;

/** The record cannot be reached. */
public class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(Throwable cause) {
        // The cause of a database may quote values; only its kind goes into the text.
        super(cause.getClass().getSimpleName(), cause);
    }
}
