package org.practicehub.server.smart;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The directory in HAPI's record. It asks for HAPI's parts when it is first used: at the start, each look-up of them by type
 * is slow.
 */
final class HapiPatientDirectory implements PatientDirectory {
    private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}){0,2}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final ObjectProvider<DaoRegistry> daos;
    private final ObjectProvider<MatchUrlService> urls;

    HapiPatientDirectory(ObjectProvider<DaoRegistry> daos, ObjectProvider<MatchUrlService> urls) {
        this.daos = daos;
        this.urls = urls;
    }

    @Override
    public List<Found> search(List<String> where, String words, Predicate<IBaseResource> open) {
        SearchParameterMap search = conditions(where);
        for (String word : words.strip().split("\\s+")) {
            if (DATE.matcher(word).matches() && word.contains("-")) {
                search.add(Patient.SP_BIRTHDATE, new DateParam(word));
            } else if (word.chars().anyMatch(Character::isDigit)) {
                search.add(Patient.SP_IDENTIFIER, new TokenParam(null, word));
            } else if (!word.isEmpty()) {
                search.add(Patient.SP_NAME, new StringParam(word.replace(",", "")));
            }
        }
        search.setSort(new SortSpec(Patient.SP_FAMILY, SortOrderEnum.ASC));
        return all(search, Patient.class).stream()
                .filter(open)
                .map(HapiPatientDirectory::found)
                .toList();
    }

    @Override
    public Optional<Found> find(String id, Predicate<IBaseResource> open) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        SearchParameterMap search = new SearchParameterMap();
        search.add("_id", new TokenParam(null, id));
        return all(search, Patient.class).stream()
                .filter(open)
                .map(HapiPatientDirectory::found)
                .findFirst();
    }

    @Override
    public List<Visit> visits(String patient) {
        SearchParameterMap search = new SearchParameterMap();
        search.add(Encounter.SP_PATIENT, new ReferenceParam("Patient/" + patient));
        search.setSort(new SortSpec(Encounter.SP_DATE, SortOrderEnum.DESC));
        return all(search, Encounter.class).stream()
                .map(visit -> new Visit(visit.getIdElement().getIdPart(), when(visit), what(visit)))
                .toList();
    }

    @Override
    public Optional<String> withIdentifier(String system, String value) {
        SearchParameterMap search = new SearchParameterMap();
        search.add(Patient.SP_IDENTIFIER, new TokenParam(system, value));
        List<Patient> all = all(search, Patient.class);
        return all.size() == 1 ? Optional.of(all.get(0).getIdElement().getIdPart()) : Optional.empty();
    }

    private SearchParameterMap conditions(List<String> where) {
        return where.isEmpty()
                ? new SearchParameterMap()
                : urls.getObject()
                        .translateMatchUrl(
                                "Patient?" + String.join("&", where),
                                daos.getObject()
                                        .getResourceDao("Patient")
                                        .getContext()
                                        .getResourceDefinition("Patient"));
    }

    private <T extends IBaseResource> List<T> all(SearchParameterMap search, Class<T> type) {
        search.setLoadSynchronousUpTo(MOST);
        return daos
                .getObject()
                .getResourceDao(type)
                .search(search, new SystemRequestDetails())
                .getResources(0, MOST)
                .stream()
                .map(type::cast)
                .toList();
    }

    private static Found found(Patient patient) {
        return new Found(
                patient.getIdElement().getIdPart(),
                patient.getNameFirstRep().getNameAsSingleString(),
                patient.hasBirthDate() ? patient.getBirthDateElement().asStringValue() : "",
                patient.getIdentifier().stream()
                        .filter(identifier -> identifier.getType().getCoding().stream()
                                .anyMatch(coding -> "MR".equals(coding.getCode())))
                        .map(Identifier::getValue)
                        .findFirst()
                        .orElse(""));
    }

    private static String when(Encounter visit) {
        return visit.getPeriod().hasStart()
                ? visit.getPeriod().getStartElement().asStringValue().replaceFirst("T(\\d\\d:\\d\\d).*", ", $1")
                : "";
    }

    private static String what(Encounter visit) {
        String type = visit.getTypeFirstRep().getText();
        String display = visit.getTypeFirstRep().getCodingFirstRep().getDisplay();
        String kind = visit.getClass_().getDisplay();
        for (String text : new String[] {type, display, kind}) {
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return "Visit";
    }
}
