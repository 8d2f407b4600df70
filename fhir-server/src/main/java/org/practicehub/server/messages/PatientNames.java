package org.practicehub.server.messages;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;

/** What the patients of a page of messages are called now, found in one search. */
final class PatientNames {
    private final DaoRegistry daos;

    PatientNames(DaoRegistry daos) {
        this.daos = daos;
    }

    /** By {@code Patient/x}; who is not found, or has no name, is missing. */
    Map<String, String> names(Collection<String> references) {
        if (references.isEmpty()) {
            return Map.of();
        }
        TokenOrListParam ids = new TokenOrListParam();
        references.stream()
                .distinct()
                .forEach(reference -> ids.add(new TokenParam(reference.substring("Patient/".length()))));
        SearchParameterMap search =
                SearchParameterMap.newSynchronous().add("_id", ids).setLoadSynchronousUpTo(references.size());
        return daos.getResourceDao(Patient.class).search(search, new SystemRequestDetails()).getAllResources().stream()
                .map(Patient.class::cast)
                .filter(Patient::hasName)
                .collect(Collectors.toMap(PatientNames::reference, PatientNames::name));
    }

    private static String reference(IBaseResource patient) {
        return "Patient/" + patient.getIdElement().getIdPart();
    }

    /** As lists are sorted: family name first. */
    private static String name(Patient patient) {
        HumanName name = patient.getNameFirstRep();
        return Stream.of(name.getFamily(), name.getGivenAsSingleString())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }
}
