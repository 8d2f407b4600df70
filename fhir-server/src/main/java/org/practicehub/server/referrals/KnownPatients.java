package org.practicehub.server.referrals;

import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;

/** Finds out whether a referred patient is known. Only a person may decide what is not certain. */
final class KnownPatients {
    private final IFhirResourceDao<Patient> patients;

    KnownPatients(IFhirResourceDao<Patient> patients) {
        this.patients = patients;
    }

    /**
     * What was found.
     *
     * @param certain the same identifier, family name and date of birth, and nobody else who has them
     * @param possible who shares identifier or name and date of birth, without being certain
     */
    record Found(Optional<Patient> certain, List<Patient> possible) {}

    Found find(Patient referred) {
        Map<String, Patient> byIdentifier = new LinkedHashMap<>();
        for (Identifier identifier : referred.getIdentifier()) {
            if (identifier.hasSystem() && identifier.hasValue()) {
                search(new SearchParameterMap()
                                .add("identifier", new TokenParam(identifier.getSystem(), identifier.getValue())))
                        .forEach(known -> byIdentifier.put(known.getIdElement().getIdPart(), known));
            }
        }
        List<Patient> same = byIdentifier.values().stream()
                .filter(known -> agree(known, referred))
                .toList();
        if (same.size() == 1 && byIdentifier.size() == 1) {
            return new Found(Optional.of(same.get(0)), List.of());
        }
        search(new SearchParameterMap()
                        .add(
                                "family",
                                new StringParam(referred.getNameFirstRep().getFamily(), true))
                        .add(
                                "birthdate",
                                new DateParam(referred.getBirthDateElement().getValueAsString())))
                .forEach(known -> byIdentifier.putIfAbsent(known.getIdElement().getIdPart(), known));
        return new Found(Optional.empty(), new ArrayList<>(byIdentifier.values()));
    }

    private static boolean agree(Patient known, Patient referred) {
        boolean born = known.hasBirthDate()
                && known.getBirthDateElement()
                        .getValueAsString()
                        .equals(referred.getBirthDateElement().getValueAsString());
        return born
                && known.getName().stream()
                        .anyMatch(name -> referred.getNameFirstRep().getFamily().equalsIgnoreCase(name.getFamily()));
    }

    private List<Patient> search(SearchParameterMap map) {
        List<Patient> found = new ArrayList<>();
        for (IBaseResource resource : patients.search(map.setLoadSynchronous(true), new SystemRequestDetails())
                .getAllResources()) {
            found.add((Patient) resource);
        }
        return found;
    }
}
