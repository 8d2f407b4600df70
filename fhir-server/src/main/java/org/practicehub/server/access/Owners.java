package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DomainResource;
import org.practicehub.server.store.PatientFields;

/** Whose a resource is, as the gates ask it. */
final class Owners {
    private static final Set<String> OWNED = PatientFields.owned();

    /** Nobody's: what describes the practice and its rules. */
    private static final Set<String> SHARED = Set.of(
            "Practitioner",
            "PractitionerRole",
            "Organization",
            "Location",
            "HealthcareService",
            "Endpoint",
            "Schedule",
            "Slot",
            "Questionnaire",
            "Medication",
            "ValueSet",
            "CodeSystem",
            "StructureDefinition",
            "SearchParameter");

    private final PatientFields fields;

    Owners(FhirContext fhir) {
        this.fields = new PatientFields(fhir);
    }

    /** The types that belong to patients. */
    static Set<String> types() {
        return OWNED;
    }

    static boolean isShared(String type) {
        return SHARED.contains(type);
    }

    /** Whether resources of the type belong to patients. */
    static boolean isOwned(String type) {
        return type.equals("Patient") || OWNED.contains(type);
    }

    /** The search parameter with which a patient's resources of the type are found. */
    static Optional<String> parameter(String type) {
        if (type.equals("Patient")) {
            return Optional.of("_id");
        }
        return OWNED.contains(type) ? Optional.of("patient") : Optional.empty();
    }

    /** The patients that the resource belongs to, as {@code Patient/…}; most have one, a group visit has several. */
    Set<String> of(IBaseResource resource) {
        return fields.owners(resource);
    }

    /** Owners of what a resource carries inside itself. */
    Set<String> ofContained(IBaseResource resource) {
        return resource instanceof DomainResource domain
                ? domain.getContained().stream()
                        .filter(inside -> OWNED.contains(inside.fhirType()))
                        .flatMap(inside -> of(inside).stream())
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
