package org.practicehub.server.demo;

import static org.practicehub.server.demo.DemoSystems.MRN;
import static org.practicehub.server.demo.DemoSystems.NPI;
import static org.practicehub.server.demo.DemoSystems.PAYER;
import static org.practicehub.server.demo.DemoSystems.present;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.Address.AddressUse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.segments.In1ToCoverage;

/** The demo practice's patients and their coverage. */
final class DemoPatients {
    private static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final String MARITAL_STATUS = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus";
    private static final String COVERAGE_CLASS = "http://terminology.hl7.org/CodeSystem/coverage-class";
    private static final String RELATIONSHIP = "http://terminology.hl7.org/CodeSystem/subscriber-relationship";

    private final DemoFiles files;
    private final Reference practice;

    DemoPatients(DemoFiles files, Reference practice) {
        this.files = files;
        this.practice = practice;
    }

    List<Resource> resources() {
        List<CSVRecord> rows = files.rows("patients");
        List<Resource> all = new ArrayList<>();
        // Everybody first: a coverage refers to its subscriber, who may come later in the table.
        rows.forEach(row -> all.add(patient(row)));
        rows.forEach(row -> coverage(row, "", 1, all));
        rows.forEach(row -> coverage(row, "2", 2, all));
        return all;
    }

    private Patient patient(CSVRecord row) {
        Patient patient = MRN.named(new Patient(), row.get("mrn"));
        patient.addIdentifier(typed(MRN.identifier(row.get("mrn")), "MR"));
        patient.setActive(true).addName(name(row));
        patient.setGender(row.get("sex").equals("F") ? AdministrativeGender.FEMALE : AdministrativeGender.MALE);
        patient.setBirthDateElement(new DateType(row.get("birth_date")));
        patient.addAddress(DemoPractice.address(row).setUse(AddressUse.HOME));
        telecom(patient, ContactPointSystem.PHONE, ContactPointUse.HOME, row.get("phone_home"));
        telecom(patient, ContactPointSystem.PHONE, ContactPointUse.MOBILE, row.get("phone_mobile"));
        telecom(patient, ContactPointSystem.EMAIL, ContactPointUse.HOME, row.get("email"));
        present(row.get("marital_status"))
                .ifPresent(code -> patient.setMaritalStatus(new CodeableConcept()
                        .addCoding(new Coding().setSystem(MARITAL_STATUS).setCode(code))));
        present(row.get("language")).ifPresent(tag -> patient.addCommunication()
                .setPreferred(true)
                .setLanguage(new CodeableConcept()
                        .addCoding(new Coding().setSystem("urn:ietf:bcp:47").setCode(tag))));
        patient.setManagingOrganization(practice);
        present(row.get("pcp_npi"))
                .ifPresent(npi -> patient.addGeneralPractitioner(NPI.reference("Practitioner", npi)));
        return patient;
    }

    private static HumanName name(CSVRecord row) {
        HumanName name = new HumanName().setUse(NameUse.OFFICIAL).setFamily(row.get("family"));
        name.addGiven(row.get("given"));
        present(row.get("middle")).ifPresent(name::addGiven);
        present(row.get("prefix")).ifPresent(name::addPrefix);
        present(row.get("suffix")).ifPresent(name::addSuffix);
        return name;
    }

    private static void telecom(Patient patient, ContactPointSystem system, ContactPointUse use, String value) {
        present(value)
                .ifPresent(number ->
                        patient.addTelecom().setSystem(system).setUse(use).setValue(number));
    }

    private static void coverage(CSVRecord row, String which, int order, List<Resource> all) {
        if (row.get("payer" + which).isBlank()) {
            return;
        }
        String payer = row.get("payer" + which);
        String member = row.get("member_id" + which);
        String relationship = which.isEmpty() ? row.get("relationship") : "self";
        Coverage coverage = MRN.named(new Coverage(), row.get("mrn") + "|" + payer + "|" + member);
        coverage.addIdentifier(typed(
                new Identifier().setSystem(In1ToCoverage.memberSystem(payer)).setValue(member), "MB"));
        coverage.setStatus(CoverageStatus.ACTIVE).setOrder(order).setSubscriberId(member);
        coverage.setBeneficiary(MRN.reference("Patient", row.get("mrn")));
        coverage.addPayor(PAYER.reference("Organization", payer));
        coverage.setRelationship(new CodeableConcept()
                .addCoding(new Coding().setSystem(RELATIONSHIP).setCode(relationship)));
        coverage.setSubscriber(subscriber(row, relationship));
        coverage.getPeriod().setStartElement(new DateTimeType(row.get("coverage_start" + which)));
        classify(coverage, "plan", row.get("plan_code" + which), row.get("plan_name" + which));
        classify(coverage, "group", row.get("group_number" + which), "");
        all.add(coverage);
    }

    /** A subscriber who is no patient of the practice is known by name alone. */
    private static Reference subscriber(CSVRecord row, String relationship) {
        if (relationship.equals("self")) {
            return MRN.reference("Patient", row.get("mrn"));
        }
        return present(row.get("subscriber_mrn"))
                .map(mrn -> MRN.reference("Patient", mrn))
                .orElseGet(() ->
                        new Reference().setDisplay(row.get("subscriber_given") + " " + row.get("subscriber_family")));
    }

    private static void classify(Coverage coverage, String type, String value, String name) {
        present(value).ifPresent(code -> coverage.addClass_()
                .setType(new CodeableConcept()
                        .addCoding(new Coding().setSystem(COVERAGE_CLASS).setCode(type)))
                .setValue(code)
                .setName(present(name).orElse(null)));
    }

    private static Identifier typed(Identifier identifier, String type) {
        return identifier.setType(new CodeableConcept()
                .addCoding(new Coding().setSystem(IDENTIFIER_TYPE).setCode(type)));
    }
}
