package org.practicehub.server.identity;

import ca.uhn.fhir.context.FhirContext;
import org.practicehub.server.store.FhirPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands between a token and the record. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    FhirPart access(FhirContext fhir) {
        return FhirPart.intercepting(new RequestGate(), new ScopeRules(fhir), new Authorship());
    }
}
