package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.routes.outbound.Outgoing;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.ResourceVersions;
import org.practicehub.server.database.Schema;
import org.practicehub.server.identity.BaseUrl;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The hub's own side of the record. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    IdentifierIndex identifierIndex(JdbcClient sql, Schema schema) {
        return new IdentifierIndex(sql);
    }

    /** Registered with the storage, so that writes by messages, which take no HTTP, are seen too. */
    @Bean
    RecordHooks recordHooks(
            IdentifierIndex identifiers, JdbcClient sql, Outgoing outgoing, IInterceptorService interceptors) {
        RecordHooks hooks = new RecordHooks(identifiers, new ChangeLog(sql), outgoing);
        interceptors.registerInterceptor(hooks);
        return hooks;
    }

    @Bean
    FhirStore fhirStore(PlatformTransactionManager transactions, DaoRegistry daos, FhirContext fhir, JdbcClient sql) {
        return new InProcessFhirStore(transactions, daos, fhir, sql);
    }

    @Bean
    ResourceVersions resourceVersions(DaoRegistry daos) {
        return (type, id, version) -> {
            try {
                return Optional.of((Resource)
                        daos.getResourceDao(type).read(new IdType(type, id, version), new SystemRequestDetails()));
            } catch (ResourceNotFoundException | ResourceGoneException e) {
                return Optional.empty();
            }
        };
    }

    @Bean
    Validation validation(FhirContext fhir, @Lazy IInstanceValidatorModule rules) {
        return new Validation(fhir, rules);
    }

    @Bean
    FhirPart manners(BaseUrl base, Validation validation) {
        return FhirPart.intercepting(new QuietErrors(), new Capabilities(base), validation, new SubscriptionChannels());
    }

    /** Slow the first time: reading R4's definitions. Nobody's first save should wait for that. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> warmUp(Validation validation) {
        return ready -> {
            Thread thread = new Thread(validation::warmUp, "validation-warm-up");
            thread.setDaemon(true);
            thread.start();
        };
    }
}
