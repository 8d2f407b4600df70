package org.practicehub.server.access;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryMatchResult;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;

/** The record as the gates themselves look at it: everything, on nobody's behalf. */
final class Records {
    private final DaoRegistry daos;
    private final MatchUrlService urls;
    private final SearchParamMatcher matcher;

    Records(DaoRegistry daos, MatchUrlService urls, SearchParamMatcher matcher) {
        this.daos = daos;
        this.urls = urls;
        this.matcher = matcher;
    }

    /** The current version; empty when there is none, or it was deleted. */
    Optional<IBaseResource> current(String type, String id) {
        if (!daos.isResourceTypeSupported(type)) {
            return Optional.empty();
        }
        try {
            return Optional.of(dao(type).read(new IdType(type, id), new SystemRequestDetails()));
        } catch (ResourceNotFoundException | ResourceGoneException e) {
            return Optional.empty();
        }
    }

    Optional<IBaseResource> current(String reference) {
        IdType id = new IdType(reference);
        return id.hasResourceType() && id.hasIdPart()
                ? current(id.getResourceType(), id.getIdPart())
                : Optional.empty();
    }

    /** What a search finds, e.g. {@code PractitionerRole?practitioner=Practitioner/1}. */
    List<IBaseResource> search(String url) {
        return dao(type(url)).search(map(url), new SystemRequestDetails()).getAllResources();
    }

    boolean any(String url) {
        return !dao(type(url))
                .search(map(url).setLoadSynchronousUpTo(1), new SystemRequestDetails())
                .isEmpty();
    }

    /** Whether a search would find the resource as it is given here, stored or not. */
    boolean matches(String url, IBaseResource resource) {
        InMemoryMatchResult result = matcher.match(url, resource, null);
        // What cannot be decided in memory is decided by the database, for what is stored; nothing is guessed.
        return result.supported() ? result.matched() : stored(url, resource);
    }

    private boolean stored(String url, IBaseResource resource) {
        return resource.getIdElement().hasIdPart()
                && any(url + "&_id=" + resource.getIdElement().getIdPart());
    }

    private SearchParameterMap map(String url) {
        return urls.translateMatchUrl(url, daos.getFhirContext().getResourceDefinition(type(url)))
                .setLoadSynchronous(true);
    }

    private static String type(String url) {
        return url.substring(0, url.indexOf('?'));
    }

    @SuppressWarnings("unchecked")
    private IFhirResourceDao<IBaseResource> dao(String type) {
        return (IFhirResourceDao<IBaseResource>) daos.getResourceDao(type);
    }
}
