package org.practicehub.server.smart;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.util.Date;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Endpoint.EndpointStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UrlType;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.Secrets;
import org.practicehub.server.smart.SmartSettings.Brand;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The practice as patients' apps list it: who it is, and where its records are (SMART App Launch 2.2, "User Access Brands"; D5). */
@RestController
final class Brands {
    private static final String GUIDE = "http://hl7.org/fhir/smart-app-launch/StructureDefinition/";
    private static final MediaType FHIR_JSON = MediaType.valueOf("application/fhir+json");

    private final String text;
    private final String version;
    private final boolean present;

    Brands(SmartSettings settings, BaseUrl base) {
        this.present = settings.brand().isPresent();
        Bundle bundle = bundle(settings.brand(), base);
        // The version first: the time of this start is no change of the content.
        this.version =
                Secrets.hashText(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(bundle));
        bundle.setTimestamp(new Date());
        this.text = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(bundle);
    }

    private static Bundle bundle(Brand brand, BaseUrl base) {
        Endpoint endpoint = new Endpoint()
                .setStatus(EndpointStatus.ACTIVE)
                .setConnectionType(new Coding(
                        "http://terminology.hl7.org/CodeSystem/endpoint-connection-type", "hl7-fhir-rest", null))
                .setAddress(base.fhir());
        endpoint.setName("FHIR R4").setId("records");
        endpoint.addPayloadType().setText("FHIR resources");
        endpoint.addExtension("http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version", new CodeType("4.0.1"));
        Organization practice = new Organization();
        practice.setActive(true).setName(brand.name()).setId("practice");
        practice.addIdentifier().setSystem("urn:ietf:rfc:3986").setValue(brand.identifier());
        practice.addTelecom().setSystem(ContactPointSystem.URL).setValue(brand.website());
        practice.addEndpoint(new Reference("Endpoint/records"));
        Extension look = practice.addExtension().setUrl(GUIDE + "organization-brand");
        if (!brand.logo().isEmpty()) {
            look.addExtension("brandLogo", new UrlType(brand.logo()));
        }
        Extension portal = practice.addExtension().setUrl(GUIDE + "organization-portal");
        portal.addExtension("portalName", new StringType(brand.name()));
        portal.addExtension("portalUrl", new UrlType(base.at("/")));
        portal.addExtension("portalEndpoint", new Reference("Endpoint/records"));
        Bundle bundle = new Bundle().setType(BundleType.COLLECTION);
        bundle.addEntry().setFullUrl(base.at("/smart/brands/Endpoint/records")).setResource(endpoint);
        bundle.addEntry()
                .setFullUrl(base.at("/smart/brands/Organization/practice"))
                .setResource(practice);
        return bundle;
    }

    /** Spring answers 304 to whoever has this version. */
    @GetMapping("/smart/brands")
    ResponseEntity<String> show() {
        return present
                ? ResponseEntity.ok()
                        .contentType(FHIR_JSON)
                        .eTag(version)
                        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                        .body(text)
                : ResponseEntity.notFound().build();
    }
}
