package org.practicehub.routes.inbound;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.JournalReader;
import org.practicehub.routes.journal.Marks;
import org.practicehub.routes.journal.MessageState;
import org.practicehub.routes.journal.Worklist;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.transport.Listeners;
import org.practicehub.routes.transport.MllpListener;
import org.practicehub.routes.transport.MllpSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way of a message in, put together. */
@Configuration(proxyBeanMethods = false)
class InboundConfiguration {

    @Bean
    Completions completions(JournalReader journal, DispatcherSettings settings) {
        return new Completions(id -> outcome(journal, id), settings.longestAnswer());
    }

    private static Optional<List<Problem>> outcome(JournalReader journal, long id) {
        return journal.find(id)
                .filter(entry -> entry.state() != MessageState.RECEIVED)
                .map(entry -> Outcomes.problems(entry));
    }

    @Bean
    Applier applier(Feeds feeds, Journal journal, Worklist worklist, Marks marks, FhirStore store) {
        return new Applier(feeds, journal, worklist, marks, store, Translations::of);
    }

    @Bean
    Dispatcher dispatcher(Worklist worklist, Applier applier, Completions completions, DispatcherSettings settings) {
        return new Dispatcher(worklist, new Worker(applier, completions, settings.attempts()), settings);
    }

    @Bean
    Intake intake(Journal journal, Dispatcher dispatcher) {
        return new Intake(journal, dispatcher);
    }

    /** One listener for each address that feeds name; feeds of one address share it and are told apart by what they match. */
    @Bean
    Listeners listeners(Feeds feeds, Intake intake, Completions completions, MllpSettings settings, Clock clock) {
        return new Listeners(feeds.all().stream()
                .filter(feed -> !feed.listen().isEmpty())
                .collect(Collectors.groupingBy(Feed::listen, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(address -> new MllpListener(
                        URI.create(address.getKey()),
                        new Inbound(address.getValue(), intake, completions, clock),
                        settings))
                .toList());
    }

    /** Opens the doors when everything behind them stands. */
    @Bean
    CamelContextConfiguration openListeners(Listeners listeners) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                listeners.addTo(camel);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // Nothing more to do.
            }
        };
    }
}
