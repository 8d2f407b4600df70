package org.practicehub.server.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;

/** Takes the number of hits out of an answer whose rows were not all that the search found. */
final class Totals {
    private static final String KEY = Totals.class.getName();

    private Totals() {}

    static void hide(RequestDetails request) {
        request.getUserData().put(KEY, true);
    }

    static void strip(RequestDetails request, Bundle bundle) {
        if (request.getUserData().containsKey(KEY)) {
            strip(bundle);
        }
    }

    private static void strip(Bundle bundle) {
        if (bundle.getType() == BundleType.SEARCHSET || bundle.getType() == BundleType.HISTORY) {
            bundle.setTotalElement(null);
        }
        bundle.getEntry().stream()
                .map(entry -> entry.getResource())
                .filter(Bundle.class::isInstance)
                .forEach(inner -> strip((Bundle) inner));
    }
}
