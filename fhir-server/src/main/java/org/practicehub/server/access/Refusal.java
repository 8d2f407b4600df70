package org.practicehub.server.access;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;

/** The same words for every reason: neither a type nor an id nor what is behind it is confirmed (smart.md R25). */
final class Refusal {
    private Refusal() {}

    static ForbiddenOperationException forbidden() {
        return new ForbiddenOperationException("The access token does not allow this.");
    }

    /** Missing and not open are one. */
    static ResourceNotFoundException notFound() {
        return new ResourceNotFoundException("There is no such resource, or the access token does not open it.");
    }

    static void unless(boolean allowed) {
        if (!allowed) {
            throw forbidden();
        }
    }
}
