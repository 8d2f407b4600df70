package org.practicehub.server.store;

import java.util.List;

/**
 * What a capability adds to the FHIR API. It is a bean of that capability; the API collects them all when it starts.
 *
 * @param providers HAPI providers: resources and operations
 * @param interceptors HAPI interceptors of requests
 */
public record FhirPart(List<Object> providers, List<Object> interceptors) {

    public static FhirPart providing(Object... providers) {
        return new FhirPart(List.of(providers), List.of());
    }

    public static FhirPart intercepting(Object... interceptors) {
        return new FhirPart(List.of(), List.of(interceptors));
    }
}
