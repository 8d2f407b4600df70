package org.practicehub.server.demo;

import static org.practicehub.server.demo.DemoSystems.LOCATION;
import static org.practicehub.server.demo.DemoSystems.NPI;
import static org.practicehub.server.demo.DemoSystems.STAFF;
import static org.practicehub.server.demo.DemoSystems.present;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Who works in the demo practice. */
final class DemoStaff {
    private static final String TAXONOMY = "http://nucc.org/provider-taxonomy";

    private final DemoFiles files;
    private final Reference practice;

    DemoStaff(DemoFiles files, Reference practice) {
        this.files = files;
        this.practice = practice;
    }

    List<Resource> resources() {
        List<Resource> all = new ArrayList<>();
        files.rows("practitioners").forEach(row -> {
            all.add(practitioner(row));
            all.add(role(row));
        });
        files.rows("staff").forEach(row -> all.add(colleague(row.get("id"), row)));
        files.rows("people").stream()
                .filter(row -> row.get("kind").equals("staff"))
                .filter(row -> files.rows("staff").stream()
                        .noneMatch(known -> known.get("id").equals(row.get("person"))))
                .forEach(row -> all.add(colleague(row.get("person"), row)));
        return all;
    }

    private static Practitioner practitioner(CSVRecord row) {
        Practitioner practitioner = NPI.named(new Practitioner(), row.get("npi"));
        practitioner.addIdentifier(NPI.identifier(row.get("npi")));
        practitioner.setActive(true).addName(name(row));
        present(row.get("prefix"))
                .ifPresent(prefix -> practitioner.getNameFirstRep().addPrefix(prefix));
        present(row.get("suffix"))
                .ifPresent(suffix -> practitioner.getNameFirstRep().addSuffix(suffix));
        practitioner.setGender(AdministrativeGender.fromCode(row.get("gender")));
        return practitioner;
    }

    private PractitionerRole role(CSVRecord row) {
        PractitionerRole role = NPI.named(new PractitionerRole(), row.get("npi"));
        role.setActive(true).setOrganization(practice);
        role.setPractitioner(NPI.reference("Practitioner", row.get("npi")));
        role.addSpecialty(
                new CodeableConcept().addCoding(new Coding(TAXONOMY, row.get("specialty_code"), row.get("specialty"))));
        role.addLocation(LOCATION.reference("Location", row.get("home_site")));
        return role;
    }

    private static Practitioner colleague(String id, CSVRecord row) {
        Practitioner colleague = STAFF.named(new Practitioner(), id);
        colleague.addIdentifier(STAFF.identifier(id));
        colleague.setActive(true).addName(name(row));
        return colleague;
    }

    private static HumanName name(CSVRecord row) {
        return new HumanName().setFamily(row.get("family")).addGiven(row.get("given"));
    }
}
