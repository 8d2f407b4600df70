package org.practicehub.routes.outbound;

import java.util.Optional;

/**
 * A change that a system has to hear of.
 *
 * @param before the version that the system knows; empty when the resource is new to it
 * @param failures how often no message could be made of it
 */
record Noted(long id, String type, String fhirId, Optional<String> before, String version, int failures) {

    String reference() {
        return type + "/" + fhirId;
    }

    /** This change and one before it of the same resource, which the system has not heard of, as one. */
    Noted after(Noted earlier) {
        return new Noted(id, type, fhirId, earlier.before, version, earlier.failures + failures);
    }
}
