package org.practicehub.server.store;

import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStoreContract;
import org.practicehub.server.testing.TestHub;

/** The hub's own database keeps what the port promises. */
class InProcessFhirStoreIT extends FhirStoreContract {

    @Override
    protected FhirStore store() {
        return TestHub.shared().bean(FhirStore.class);
    }
}
