package org.practicehub.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.utilities.OIDUtilities;
import org.junit.jupiter.api.Test;

/** The validator makes one of these for each resource; with the library's own file that costs 20 ms. */
class OidRegistryTest {

    @Test
    void theHubsFileIsReadInPlaceOfTheLibrarys() {
        // The first that the library's file registers: HL7 itself.
        assertThat(new OIDUtilities().isKnownOID("urn:oid:2.16.840.1.113883")).isFalse();
    }
}
