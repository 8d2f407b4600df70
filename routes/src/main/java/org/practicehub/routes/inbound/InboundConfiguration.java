package org.practicehub.routes.inbound;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.JournalReader;
import org.practicehub.routes.journal.Marks;
import org.practicehub.routes.journal.MessageState;
import org.practicehub.routes.journal.Witness;
import org.practicehub.routes.journal.Worklist;
import org.practicehub.routes.measures.Measures;
import org.practicehub.routes.outbound.Answers;
import org.practicehub.routes.outbound.Departures;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.transport.FolderSettings;
import org.practicehub.routes.transport.Listeners;
import org.practicehub.routes.transport.MllpSettings;
import org.springframework.beans.factory.ObjectProvider;
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
    Applier applier(
            Feeds feeds,
            Journal journal,
            Worklist worklist,
            Marks marks,
            FhirStore store,
            Departures departures,
            Clock clock,
            ObjectProvider<Witness> witness) {
        return new Applier(
                feeds,
                journal,
                worklist,
                marks,
                store,
                Translations::of,
                witness.getIfAvailable(() -> Witness.NOBODY),
                new Replies(departures, clock));
    }

    @Bean
    Dispatcher dispatcher(
            Worklist worklist,
            Applier applier,
            Completions completions,
            DispatcherSettings settings,
            Measures measures) {
        return new Dispatcher(worklist, new Worker(applier, completions, settings.attempts(), measures), settings);
    }

    @Bean
    Intake intake(Journal journal, Dispatcher dispatcher, Answers answers, Measures measures, Clock clock) {
        return new Intake(journal, dispatcher, answers, measures, clock);
    }

    @Bean
    Addresses addresses(
            Feeds feeds,
            Intake intake,
            Completions completions,
            MllpSettings settings,
            FolderSettings folders,
            Clock clock,
            Measures measures) {
        return new Addresses(feeds, intake, completions, settings, folders, clock, measures);
    }

    @Bean
    Listeners listeners(Feeds feeds, Addresses addresses) {
        return new Listeners(addresses.listeners(feeds));
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
