package org.practicehub.server.scheduling;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.routes.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Works off what was freed, one note after the other, whichever process of the hub comes first; and ends entries that have waited
 * long enough. A process that dies in the middle has done nothing of it.
 */
final class WaitlistWorker {
    private static final Logger LOG = LoggerFactory.getLogger(WaitlistWorker.class);
    private static final int AT_ONCE = 100;
    private static final Duration AFTER_A_COLLISION = Duration.ofSeconds(3);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

    private final FreedTimes times;
    private final WaitlistTable table;
    private final WaitlistOffers offers;
    private final FhirStore store;
    private final MeterRegistry meters;
    private final WaitlistSettings settings;
    private final Clock clock;

    WaitlistWorker(
            FreedTimes times,
            WaitlistTable table,
            WaitlistOffers offers,
            FhirStore store,
            MeterRegistry meters,
            WaitlistSettings settings,
            Clock clock) {
        this.times = times;
        this.table = table;
        this.offers = offers;
        this.store = store;
        this.meters = meters;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${hub.scheduling.waitlist.look:2s}")
    void look() {
        try {
            boolean more = true;
            for (int done = 0; more && done < AT_ONCE; done++) {
                more = next();
            }
            table.over(AT_ONCE).forEach(this::end);
        } catch (StoreUnavailable e) {
            LOG.warn("The record cannot be reached; freed times wait.");
        } catch (DataAccessException e) {
            LOG.warn("Freed times cannot be read: {}", Failures.describe(e));
        }
    }

    /** What became of one note. */
    private record Moved(boolean first, int asked) {}

    private void count(Moved moved) {
        if (moved.first()) {
            meters.counter("hub.waitlist.freed").increment();
        }
        meters.counter("hub.waitlist.offered").increment(moved.asked());
    }

    /** @return whether there may be more */
    private boolean next() {
        AtomicLong claimed = new AtomicLong(-1);
        try {
            Optional<Moved> moved = store.unit(unit -> times.claim().map(freed -> {
                claimed.set(freed.id());
                return new Moved(freed.looks() == 0, offers.advance(freed, unit));
            }));
            moved.ifPresent(this::count);
            return moved.isPresent();
        } catch (StoreConflict e) {
            // Somebody took the time or changed an entry: it is looked at again, behind the others.
            LOG.debug("Freed time {} is changed by somebody else.", claimed.get());
            times.postpone(claimed.get(), AFTER_A_COLLISION);
            return true;
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Freed time {} cannot be offered: {}", claimed.get(), Failures.describe(e));
            times.postpone(claimed.get(), AFTER_A_FAILURE);
            return true;
        }
    }

    private void end(String appointment) {
        try {
            store.unit(unit -> {
                offers.over(appointment, unit);
                return true;
            });
        } catch (StoreConflict e) {
            LOG.debug("Appointment {} is changed by somebody else.", appointment);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Appointment {} cannot be taken off the waitlist: {}", appointment, Failures.describe(e));
        }
    }

    /** What is long over. */
    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT10M")
    void forget() {
        try {
            times.forget(clock.instant().minus(settings.kept()));
        } catch (DataAccessException e) {
            LOG.warn("Old freed times cannot be forgotten: {}", Failures.describe(e));
        }
    }
}
