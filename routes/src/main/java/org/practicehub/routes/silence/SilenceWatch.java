package org.practicehub.routes.silence;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.silence.Silences.Silent;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.tasks.SilenceTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Looks now and then whether a feed is quiet for longer than its file allows. Then a person gets a Task, once a silence, and the
 * Task is done when something comes. A silence outlasts the hours in which messages are expected, and a restart.
 */
public final class SilenceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);

    private final Feeds feeds;
    private final Silences silences;
    private final FhirStore store;
    private final Clock clock;
    /** A system may have been unable to send while this hub was not there: its time begins when the hub listens. */
    private final Map<String, Instant> listenedTo = new HashMap<>();

    public SilenceWatch(Feeds feeds, Silences silences, FhirStore store, Clock clock) {
        this.feeds = feeds;
        this.silences = silences;
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10S")
    void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("Silent feeds could not be looked for: {}", Failures.describe(e));
        }
    }

    /** One look. */
    public void look() {
        silences.all().forEach(this::endIfOver);
        feeds.all().forEach(this::beginIfExceeded);
        listenedTo
                .keySet()
                .removeIf(feed -> feeds.named(feed).flatMap(Feed::silence).isEmpty());
    }

    private void endIfOver(Silent silent) {
        boolean watched = feeds.named(silent.feed()).flatMap(Feed::silence).isPresent();
        boolean heard = silences.lastHeard(silent.feed())
                .filter(silent.since()::isBefore)
                .isPresent();
        if (heard || !watched) {
            store.unit(unit -> {
                boolean ended = silences.end(silent);
                if (ended && heard) {
                    SilenceTasks.close(silent.feed(), silent.since(), unit);
                    LOG.info("Feed {}: messages come again.", silent.feed());
                } else if (ended) {
                    SilenceTasks.cancel(silent.feed(), silent.since(), unit);
                }
                return ended;
            });
        }
    }

    private void beginIfExceeded(Feed feed) {
        feed.silence().ifPresent(silence -> {
            Instant now = clock.instant();
            Instant listened = listenedTo.computeIfAbsent(feed.id(), id -> now);
            Optional<Instant> heard = silences.lastHeard(feed.id());
            Instant quietSince = heard.filter(listened::isBefore).orElse(listened);
            if (silence.isExceeded(quietSince, now, feed.zone())) {
                // As the database will have it, so that it is found again.
                begin(new Silent(feed.id(), heard.orElse(listened).truncatedTo(ChronoUnit.MICROS)));
            }
        });
    }

    private void begin(Silent silent) {
        store.unit(unit -> {
            boolean begun = silences.begin(silent);
            if (begun) {
                SilenceTasks.open(silent.feed(), silent.since(), unit);
                LOG.warn(
                        "Feed {}: nothing has come since {}, though messages are expected.",
                        silent.feed(),
                        silent.since());
            }
            return begun;
        });
    }
}
