package org.practicehub.routes.measures;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.journal.FeedStates;
import org.practicehub.routes.journal.FeedStates.FeedState;
import org.practicehub.routes.silence.Silences;
import org.practicehub.routes.transport.Listener;
import org.practicehub.routes.transport.Listeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;

/** How the feeds are, measured every fifteen seconds: what waits in the journal, and what this process hears. */
public final class FeedGauges {
    private static final Logger LOG = LoggerFactory.getLogger(FeedGauges.class);

    private final Feeds feeds;
    private final FeedStates states;
    private final Silences silences;
    private final Listeners listeners;
    private final ObjectProvider<CamelContext> camel;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();

    /** Camel is asked for when it is needed: a dependency on it would start it before its routes are there. */
    public FeedGauges(
            Feeds feeds,
            FeedStates states,
            Silences silences,
            Listeners listeners,
            ObjectProvider<CamelContext> camel,
            MeterRegistry meters,
            Clock clock) {
        this.feeds = feeds;
        this.states = states;
        this.silences = silences;
        this.listeners = listeners;
        this.camel = camel;
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT15S")
    void measureAgain() {
        try {
            measure();
        } catch (RuntimeException e) {
            LOG.warn("The feeds could not be measured: {}", Failures.describe(e));
        }
    }

    /** Measures once. A feed that is gone has no gauge any more. */
    public void measure() {
        Map<String, Map<String, Double>> byName = new LinkedHashMap<>();
        for (Feed feed : feeds.all()) {
            values(feed, clock.instant())
                    .forEach((name, value) -> byName.computeIfAbsent(name, key -> new LinkedHashMap<>())
                            .put(feed.id(), value));
        }
        gauges.keySet().forEach(name -> byName.putIfAbsent(name, Map.of()));
        byName.forEach((name, values) -> gauges.computeIfAbsent(
                        name, key -> MultiGauge.builder(key).register(meters))
                .register(rows(values), true));
    }

    private static List<Row<?>> rows(Map<String, Double> values) {
        return values.entrySet().stream()
                .<Row<?>>map(value -> Row.of(Tags.of("feed", value.getKey()), value.getValue()))
                .toList();
    }

    private Map<String, Double> values(Feed feed, Instant now) {
        FeedState state = states.of(feed.id(), now, now);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("hub.feed.waiting", (double) state.waiting());
        values.put("hub.feed.lag.seconds", age(state.oldestWaiting(), now));
        values.put("hub.feed.held", (double) state.held());
        if (feed.sending().isPresent()) {
            values.put("hub.feed.outgoing.waiting", (double) state.toSend());
            values.put("hub.feed.outgoing.lag.seconds", age(state.oldestToSend(), now));
            values.put("hub.feed.outgoing.failed", (double) state.failed());
            values.put("hub.feed.outgoing.untold", (double) state.untold());
        }
        if (feed.silence().isPresent()) {
            values.put("hub.feed.silent", silences.since(feed.id()).isPresent() ? 1.0 : 0.0);
        }
        Optional.ofNullable(camel.getIfAvailable())
                .flatMap(running -> listeners.at(feed.listen()).map(listener -> listener.status(running)))
                .ifPresent(status -> listening(values, status));
        return values;
    }

    private static void listening(Map<String, Double> values, Listener.Status status) {
        boolean well = status.open() && status.unreachableSince().isEmpty();
        values.put("hub.feed.listening", well ? 1.0 : 0.0);
        status.connections().ifPresent(number -> values.put("hub.feed.connections", (double) number));
    }

    private static double age(Optional<Instant> since, Instant now) {
        return since.map(at -> Duration.between(at, now).toMillis() / 1000.0)
                .map(age -> Math.max(0, age))
                .orElse(0.0);
    }
}
