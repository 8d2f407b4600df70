package org.practicehub.routes.feeds;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.routes.inbound.Addresses;
import org.practicehub.routes.transport.CannotListen;
import org.practicehub.routes.transport.Listeners;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Reads the feeds' files at start, where a mistake in one of them stops it, and again whenever they have changed. */
@Configuration(proxyBeanMethods = false)
class FeedsConfiguration {

    @Bean
    FeedsReader feedsReader(FeedsSettings settings, Environment environment) {
        return new FeedsReader(settings, environment);
    }

    @Bean
    Feeds feeds(FeedsReader reader) throws FeedsRefused, IOException {
        return reader.read();
    }

    @Bean
    FeedFiles feedFiles(FeedsReader reader, FeedsSettings settings) {
        return new FeedFiles(reader, settings);
    }

    @Bean
    FeedPublisher feedPublisher(FeedFiles files, FeedsSettings settings, Feeds feeds) {
        return new FeedPublisher(files, settings, feeds);
    }

    /** Camel is asked for when it is needed: a dependency on it would start it before its routes are there. */
    @Bean
    FeedsWatch feedsWatch(
            FeedsReader reader,
            FeedsSettings settings,
            Feeds feeds,
            Addresses addresses,
            Listeners listeners,
            ObjectProvider<CamelContext> camel) {
        return new FeedsWatch(reader, settings, others -> {
            hearTheSame(feeds, others);
            addresses.open(others, listeners, camel.getObject());
            feeds.become(others);
            addresses.closeUnnamed(listeners, camel.getObject());
        });
    }

    /** The lines on which systems are sent to are laid at start. */
    private static void hearTheSame(Feeds now, Feeds others) {
        if (!hearing(now).equals(hearing(others))) {
            throw new CannotListen("'send' has changed: that needs a restart");
        }
    }

    private static Map<String, Sending> hearing(Feeds feeds) {
        Map<String, Sending> hearing = new HashMap<>();
        feeds.all().forEach(feed -> feed.sending().ifPresent(sending -> hearing.put(feed.id(), sending)));
        return hearing;
    }
}
