package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Whom a resource says it is by; a person speaks for themselves (R11). */
record Authors(FhirContext fhir) {
    private static final Map<String, String> ELEMENTS = Map.ofEntries(
            Map.entry("AllergyIntolerance", "recorder"),
            Map.entry("CarePlan", "author"),
            Map.entry("Communication", "sender"),
            Map.entry("Composition", "author"),
            Map.entry("Condition", "recorder"),
            Map.entry("Consent", "performer"),
            Map.entry("MedicationRequest", "recorder"),
            Map.entry("Observation", "performer"),
            Map.entry("Procedure", "recorder"),
            Map.entry("QuestionnaireResponse", "author"));

    private static final Set<String> PEOPLE = Set.of("Practitioner", "PractitionerRole", "Patient", "RelatedPerson");

    Set<String> of(IBaseResource resource) {
        String element = ELEMENTS.get(resource.fhirType());
        return element == null
                ? Set.of()
                : fhir.newTerser().getValues(resource, element, IBaseReference.class).stream()
                        .map(IBaseReference::getReferenceElement)
                        .filter(id -> PEOPLE.contains(id.getResourceType()))
                        .map(id -> id.getResourceType() + "/" + id.getIdPart())
                        .collect(Collectors.toSet());
    }

    /** Whether all authors that are new are the caller. */
    boolean mayAll(Access access, IBaseResource resource, Set<String> before) {
        return !access.caller().isPerson()
                || of(resource).stream()
                        .allMatch(author ->
                                before.contains(author) || access.caller().as().contains(author));
    }
}
