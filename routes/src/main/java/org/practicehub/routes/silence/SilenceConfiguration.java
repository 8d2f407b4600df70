package org.practicehub.routes.silence;

import java.time.Clock;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.store.FhirStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The watch over silent feeds, put together. */
@Configuration(proxyBeanMethods = false)
class SilenceConfiguration {

    @Bean
    Silences silences(JdbcClient sql) {
        return new Silences(sql);
    }

    @Bean
    SilenceWatch silenceWatch(Feeds feeds, Silences silences, FhirStore store, Clock clock) {
        return new SilenceWatch(feeds, silences, store, clock);
    }
}
