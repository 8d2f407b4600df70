package org.practicehub.sample.table;

/** A table that cannot be used, with the place. It names columns, never what a cell holds. */
public final class BadTable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadTable(String message) {
        super(message);
    }
}
