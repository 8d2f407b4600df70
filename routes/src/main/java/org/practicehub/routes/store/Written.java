package org.practicehub.routes.store;

/** A resource as it was written. */
public record Written(String type, String id, String version) {

    /** {@code Patient/x}. */
    public String reference() {
        return type + "/" + id;
    }
}
