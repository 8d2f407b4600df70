package org.practicehub.routes.measures;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.journal.FeedStates;
import org.practicehub.routes.silence.Silences;
import org.practicehub.routes.transport.Listeners;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The measuring, put together. */
@Configuration(proxyBeanMethods = false)
class MeasuresConfiguration {

    @Bean
    Measures measures(MeterRegistry meters) {
        return new Measures(meters);
    }

    @Bean
    FeedGauges feedGauges(
            Feeds feeds,
            FeedStates states,
            Silences silences,
            Listeners listeners,
            ObjectProvider<CamelContext> camel,
            MeterRegistry meters,
            Clock clock) {
        return new FeedGauges(feeds, states, silences, listeners, camel, meters, clock);
    }
}
