package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.Set;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.MessageHeader;
import org.practicehub.server.identity.BaseUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * The FHIR API under /fhir.
 *
 * <p>It asks Spring for its parts when the servlet starts, not when its bean is made: at that point every look-up by type
 * walks all of HAPI's definitions, which costs a start 12 seconds.
 */
final class FhirServlet extends RestfulServer {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FhirServlet.class);
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 1000;

    private final transient ApplicationContext beans;

    FhirServlet(ApplicationContext beans) {
        super(FhirContext.forR4Cached());
        this.beans = beans;
    }

    @Override
    protected void initialize() {
        LOG.info("Opening the FHIR API.");
        setFhirContext(beans.getBean(FhirContext.class));
        registerProviders(beans.getBean(ResourceProviderFactory.class).createProviders().stream()
                .filter(provider -> !isServedElsewhere(provider))
                .toList());
        registerProvider(beans.getBean(IJpaSystemProvider.class));
        beans.getBeansOfType(FhirPart.class).values().forEach(part -> {
            registerProviders(part.providers());
            part.interceptors().forEach(this::registerInterceptor);
        });
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
        setServerAddressStrategy(
                new HardcodedServerAddressStrategy(beans.getBean(BaseUrl.class).fhir()));
    }

    /** Messages are the journal's, and what happened is the audit trail's: neither is kept a second time as a resource. */
    private static boolean isServedElsewhere(Object provider) {
        return provider instanceof IResourceProvider of
                && Set.of(MessageHeader.class, AuditEvent.class).contains(of.getResourceType());
    }
}
