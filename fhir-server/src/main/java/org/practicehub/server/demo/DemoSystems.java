package org.practicehub.server.demo;

import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.record.NameUuid;

/** Who numbers what in the demo practice; config/feeds/demo-ehr/feed.yaml names the same systems. */
enum DemoSystems {
    MRN("urn:oid:2.999.10.1"),
    ACCOUNT("urn:oid:2.999.10.5"),
    STAFF("urn:oid:2.999.10.6"),
    PAYER("urn:oid:2.999.10.7"),
    LOCATION("urn:oid:2.999.10.8"),
    SERVICE("urn:oid:2.999.10.9"),
    NPI("http://hl7.org/fhir/sid/us-npi");

    private final String system;

    DemoSystems(String system) {
        this.system = system;
    }

    Identifier identifier(String value) {
        return new Identifier().setSystem(system).setValue(value);
    }

    /** The same thing has the same id each time the demo is set up. */
    <T extends Resource> T named(T resource, String value) {
        resource.setId(NameUuid.of("demo", resource.fhirType(), system, value));
        return resource;
    }

    Reference reference(String type, String value) {
        return new Reference(type + "/" + NameUuid.of("demo", type, system, value));
    }

    static Optional<String> present(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text.trim());
    }
}
