package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.springframework.context.ApplicationContext;

/**
 * The FHIR API under /fhir.
 *
 * <p>It asks Spring for its parts when the servlet starts, not when its bean is made: at that point every look-up by type
 * walks all of HAPI's definitions, which costs a start 12 seconds.
 */
final class FhirServlet extends RestfulServer {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 1000;

    private final transient ApplicationContext beans;

    FhirServlet(ApplicationContext beans) {
        super(FhirContext.forR4Cached());
        this.beans = beans;
    }

    @Override
    protected void initialize() {
        setFhirContext(beans.getBean(FhirContext.class));
        registerProviders(beans.getBean(ResourceProviderFactory.class).createProviders());
        registerProvider(beans.getBean(IJpaSystemProvider.class));
        setServerConformanceProvider(new JpaCapabilityStatementProvider(
                this,
                beans.getBean(IFhirSystemDao.class),
                beans.getBean(JpaStorageSettings.class),
                beans.getBean(ISearchParamRegistry.class),
                beans.getBean(IValidationSupport.class)));
        DatabaseBackedPagingProvider pages = beans.getBean(DatabaseBackedPagingProvider.class);
        pages.setDefaultPageSize(PAGE);
        pages.setMaximumPageSize(LARGEST_PAGE);
        setPagingProvider(pages);
        setDefaultResponseEncoding(EncodingEnum.JSON);
        setDefaultPrettyPrint(false);
    }
}
