package org.practicehub.server.referrals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * What a referral consists of: one ServiceRequest, its Patient, and what belongs to them.
 *
 * @param resources by the address under which the others refer to them
 */
record ReferralBundle(ServiceRequest order, Patient patient, String patientUrl, Map<String, Resource> resources) {
    /** What may come with a referral (smart.md 3.2, column RP). */
    private static final Set<String> TYPES = Set.of(
            "ServiceRequest",
            "Patient",
            "RelatedPerson",
            "Coverage",
            "DocumentReference",
            "Binary",
            "QuestionnaireResponse",
            "AllergyIntolerance",
            "Condition",
            "MedicationStatement",
            "Observation",
            "DiagnosticReport",
            "Practitioner",
            "PractitionerRole",
            "Organization");

    private static final int MOST = 100;

    /** The referral, or what keeps the bundle from being one. */
    record Reading(Optional<ReferralBundle> referral, OperationOutcome problems) {}

    static Reading read(Bundle bundle) {
        OperationOutcome problems = new OperationOutcome();
        Map<String, Resource> resources = new LinkedHashMap<>();
        List<ServiceRequest> orders = new ArrayList<>();
        Map<String, Patient> patients = new LinkedHashMap<>();
        if (bundle.getEntry().size() > MOST) {
            problem(problems, IssueType.TOOLONG, "A referral has " + MOST + " entries at the most.", "Bundle.entry");
        }
        for (int i = 0; i < Math.min(bundle.getEntry().size(), MOST); i++) {
            BundleEntryComponent entry = bundle.getEntry().get(i);
            String place = "Bundle.entry[" + i + "]";
            Resource resource = entry.getResource();
            if (resource == null || !TYPES.contains(resource.fhirType())) {
                problem(problems, IssueType.NOTSUPPORTED, "This type does not come with a referral.", place);
            } else if (!entry.hasFullUrl()) {
                problem(problems, IssueType.REQUIRED, "Each entry needs a fullUrl to be referred to.", place);
            } else if (resources.putIfAbsent(entry.getFullUrl(), resource) != null) {
                problem(problems, IssueType.DUPLICATE, "Two entries have one fullUrl.", place);
            } else if (resource instanceof ServiceRequest order) {
                orders.add(order);
            } else if (resource instanceof Patient patient) {
                patients.put(entry.getFullUrl(), patient);
            }
        }
        one(problems, orders.size(), "ServiceRequest");
        one(problems, patients.size(), "Patient");
        if (problems.hasIssue()) {
            return new Reading(Optional.empty(), problems);
        }
        Map.Entry<String, Patient> one = patients.entrySet().iterator().next();
        Patient patient = one.getValue();
        if (patient.getNameFirstRep().getFamily() == null || !patient.hasBirthDate()) {
            problem(problems, IssueType.REQUIRED, "The patient needs a family name and a date of birth.", "Patient");
        }
        return problems.hasIssue()
                ? new Reading(Optional.empty(), problems)
                : new Reading(
                        Optional.of(new ReferralBundle(orders.get(0), patient, one.getKey(), resources)), problems);
    }

    private static void one(OperationOutcome problems, int found, String type) {
        if (found != 1) {
            problem(
                    problems,
                    IssueType.STRUCTURE,
                    "A referral has one " + type + ", not " + found + ".",
                    "Bundle.entry");
        }
    }

    static void problem(OperationOutcome problems, IssueType type, String text, String place) {
        problems.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(type)
                .setDiagnostics(text)
                .addExpression(place);
    }
}
