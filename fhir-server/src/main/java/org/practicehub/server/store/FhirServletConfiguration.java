package org.practicehub.server.store;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the FHIR API under /fhir. */
@Configuration(proxyBeanMethods = false)
class FhirServletConfiguration {

    @Bean
    ServletRegistrationBean<FhirServlet> fhirServlet(ApplicationContext beans) {
        ServletRegistrationBean<FhirServlet> servlet = new ServletRegistrationBean<>(new FhirServlet(beans), "/fhir/*");
        servlet.setName("fhir");
        servlet.setLoadOnStartup(1);
        return servlet;
    }
}
