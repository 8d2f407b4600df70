package org.practicehub.routes.outbound;

import java.time.Clock;
import javax.net.SocketFactory;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feed.Tls;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.routes.inbound.DispatcherSettings;
import org.practicehub.routes.journal.Witness;
import org.practicehub.routes.measures.Measures;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.ResourceVersions;
import org.practicehub.routes.transport.ClientTls;
import org.practicehub.routes.vault.Vault;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The way of a message out, put together. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

    @Bean
    Outgoing outgoing(Feeds feeds, JdbcClient sql) {
        return new Outgoing(feeds, sql);
    }

    @Bean
    Departures departures(JdbcClient sql, Vault vault, Clock clock, ObjectProvider<Witness> witness) {
        return new Departures(sql, vault, clock, witness.getIfAvailable(() -> Witness.NOBODY));
    }

    @Bean
    Answers answers(Departures departures, FhirStore store) {
        return new Answers(departures, store);
    }

    @Bean
    Lines lines(
            Feeds feeds,
            FhirStore store,
            ResourceVersions versions,
            Departures departures,
            Heard heard,
            DispatcherSettings settings,
            JdbcClient sql,
            Clock clock,
            Measures measures) {
        return new Lines(
                feeds.all().stream()
                        .filter(feed -> feed.sending().isPresent())
                        .map(feed -> new Line(feed, sockets(feed), departures, heard, store, clock, measures))
                        .toList(),
                new Composer(store, versions, departures, sql, clock),
                settings.look().toMillis());
    }

    private static SocketFactory sockets(Feed feed) {
        Tls tls = feed.sending().map(Sending::tls).orElse(Tls.NONE);
        return tls.isPresent() ? ClientTls.sockets(tls) : SocketFactory.getDefault();
    }
}
