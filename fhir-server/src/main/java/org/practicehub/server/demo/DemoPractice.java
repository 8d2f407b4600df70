package org.practicehub.server.demo;

import static org.practicehub.server.demo.DemoSystems.LOCATION;
import static org.practicehub.server.demo.DemoSystems.NPI;
import static org.practicehub.server.demo.DemoSystems.PAYER;
import static org.practicehub.server.demo.DemoSystems.SERVICE;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Location.LocationMode;
import org.hl7.fhir.r4.model.Location.LocationStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** The demo practice itself: the organization, its sites and rooms, what it offers, and who pays. */
final class DemoPractice {
    private static final String TIME_ZONE = "http://hl7.org/fhir/StructureDefinition/timezone";
    private static final String PHYSICAL_TYPE = "http://terminology.hl7.org/CodeSystem/location-physical-type";
    private static final String ORGANIZATION_TYPE = "http://terminology.hl7.org/CodeSystem/organization-type";
    private static final String MINUTES = "urn:x-hub:extension:minutes";
    private static final String PARAMETERS = "urn:x-hub:extension:scheduling-parameters";
    private static final String COLOR = "urn:x-hub:extension:color";

    private final DemoFiles files;
    private final CSVRecord practice;

    DemoPractice(DemoFiles files) {
        this.files = files;
        this.practice = files.rows("practice").get(0);
    }

    List<Resource> resources() {
        List<Resource> all = new ArrayList<>();
        all.add(organization());
        files.rows("sites").forEach(site -> all.add(site(site)));
        files.rows("rooms").forEach(room -> all.add(room(room)));
        files.rows("services").forEach(service -> all.add(service(service)));
        files.rows("payers").forEach(payer -> all.add(payer(payer)));
        return all;
    }

    Reference reference() {
        return NPI.reference("Organization", practice.get("npi")).setDisplay(practice.get("name"));
    }

    private Organization organization() {
        Organization organization = NPI.named(new Organization(), practice.get("npi"));
        organization.addIdentifier(NPI.identifier(practice.get("npi")));
        organization.setActive(true).setName(practice.get("name"));
        organization.addType(type("prov", "Healthcare Provider"));
        organization.addAddress(address(practice));
        organization.addTelecom(phone(practice));
        organization.addTelecom(new ContactPoint()
                .setSystem(ContactPointSystem.EMAIL)
                .setValue(practice.get("email"))
                .setUse(ContactPointUse.WORK));
        return organization;
    }

    private Location site(CSVRecord row) {
        Location site = LOCATION.named(new Location(), row.get("code"));
        site.addIdentifier(LOCATION.identifier(row.get("code")));
        site.setStatus(LocationStatus.ACTIVE).setMode(LocationMode.INSTANCE).setName(row.get("name"));
        site.setPhysicalType(physical("si", "Site"));
        site.setAddress(address(row)).addTelecom(phone(row));
        site.setManagingOrganization(reference());
        site.addExtension(TIME_ZONE, new CodeType(practice.get("zone")));
        return site;
    }

    private Location room(CSVRecord row) {
        String code = row.get("site") + "-" + row.get("code");
        Location room = LOCATION.named(new Location(), code);
        room.addIdentifier(LOCATION.identifier(code));
        room.setStatus(LocationStatus.ACTIVE).setMode(LocationMode.INSTANCE).setName(row.get("name"));
        room.setPhysicalType(row.get("kind").equals("waiting") ? physical("area", "Area") : physical("ro", "Room"));
        room.setPartOf(LOCATION.reference("Location", row.get("site")));
        room.setManagingOrganization(reference());
        return room;
    }

    private HealthcareService service(CSVRecord row) {
        HealthcareService service = SERVICE.named(new HealthcareService(), row.get("code"));
        service.addIdentifier(SERVICE.identifier(row.get("code")));
        service.setActive(true).setName(row.get("display")).setProvidedBy(reference());
        service.addType(new CodeableConcept()
                .addCoding(new Coding(SERVICE.identifier("").getSystem(), row.get("code"), row.get("display"))));
        files.rows("sites").forEach(site -> service.addLocation(LOCATION.reference("Location", site.get("code"))));
        service.addExtension(MINUTES, new IntegerType(row.get("minutes")));
        service.addExtension(COLOR, new CodeType(row.get("color")));
        service.addExtension(parameters(row));
        return service;
    }

    /** A room of the site where the visit is; a procedure needs its own, and ten minutes after it. */
    private Extension parameters(CSVRecord row) {
        boolean procedure = row.get("category").equals("procedure");
        Extension parameters = new Extension(PARAMETERS);
        if (procedure) {
            parameters.addExtension("buffer-after", new IntegerType(10));
        }
        files.rows("sites").forEach(site -> {
            Extension pool = parameters.addExtension().setUrl("pool");
            pool.addExtension("location", LOCATION.reference("Location", site.get("code")));
            files.rows("rooms").stream()
                    .filter(room -> room.get("site").equals(site.get("code")))
                    .filter(room -> room.get("kind").equals("room"))
                    .filter(room -> room.get("code").startsWith("PROC") == procedure)
                    .forEach(room -> pool.addExtension(
                            "member", LOCATION.reference("Location", site.get("code") + "-" + room.get("code"))));
        });
        return parameters;
    }

    private Organization payer(CSVRecord row) {
        Organization payer = PAYER.named(new Organization(), row.get("code"));
        payer.addIdentifier(PAYER.identifier(row.get("code")));
        payer.setActive(true).setName(row.get("name"));
        payer.addType(type("pay", "Payer"));
        payer.addAddress(address(row)).addTelecom(phone(row));
        return payer;
    }

    private static CodeableConcept type(String code, String display) {
        return new CodeableConcept().addCoding(new Coding(ORGANIZATION_TYPE, code, display));
    }

    private static CodeableConcept physical(String code, String display) {
        return new CodeableConcept().addCoding(new Coding(PHYSICAL_TYPE, code, display));
    }

    static Address address(CSVRecord row) {
        return new Address()
                .addLine(row.get("street"))
                .setCity(row.get("city"))
                .setState(row.get("state"))
                .setPostalCode(row.get("zip"));
    }

    private static ContactPoint phone(CSVRecord row) {
        return new ContactPoint()
                .setSystem(ContactPointSystem.PHONE)
                .setValue(row.get("phone"))
                .setUse(ContactPointUse.WORK);
    }
}
