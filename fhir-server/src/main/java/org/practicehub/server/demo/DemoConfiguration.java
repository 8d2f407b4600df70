package org.practicehub.server.demo;

import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.database.Turns;
import org.practicehub.server.identity.DemoNotice;
import org.practicehub.server.identity.People;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The demo practice, in the demo alone. */
@Configuration(proxyBeanMethods = false)
class DemoConfiguration {

    @Bean
    DemoNotice demoNotice(DemoSettings settings) {
        return new DemoNotice(settings.enabled());
    }

    @Bean
    @ConditionalOnBooleanProperty("hub.demo.enabled")
    DemoLoader demoLoader(Turns turns, DemoSettings settings, FhirStore store, People people) {
        return new DemoLoader(turns, new DemoFiles(settings.folder()), store, people);
    }
}
