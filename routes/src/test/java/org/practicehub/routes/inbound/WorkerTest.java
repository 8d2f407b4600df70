package org.practicehub.routes.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.journal.Arrivals;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.Marks;
import org.practicehub.routes.journal.Witness;
import org.practicehub.routes.journal.Worklist;
import org.practicehub.routes.measures.Measures;
import org.practicehub.routes.outbound.Departures;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.routes.store.StoreUnavailable;
import org.practicehub.routes.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of a message when the record does not do as it should. */
class WorkerTest {
    private static final int ATTEMPTS = 3;

    private final Script store = new Script();
    private final Worker worker = new Worker(
            applier(store),
            new Completions(id -> Optional.empty(), Duration.ZERO),
            ATTEMPTS,
            new Measures(new SimpleMeterRegistry()));

    @Test
    void isDoneAfterOneUnitWhenAllIsWell() {
        worker.accept(1);

        assertThat(store.units).isEqualTo(1);
    }

    /** A fault that does not come again was none of ours. */
    @Test
    void triesOnceMoreWhatFailed() {
        store.fails(new IllegalStateException("broken connection"));

        worker.accept(1);

        assertThat(store.units).isEqualTo(2);
    }

    /** The third unit sets the message aside. */
    @Test
    void setsAsideWhatFailsTwice() {
        store.fails(new IllegalStateException("a bug"));
        store.fails(new StackOverflowError());

        worker.accept(1);

        assertThat(store.units).isEqualTo(3);
    }

    @Test
    void setsAsideWhatOthersKeepChanging() {
        for (int n = 0; n < ATTEMPTS; n++) {
            store.fails(new StoreConflict(new IllegalStateException()));
        }

        worker.accept(1);

        assertThat(store.units).isEqualTo(ATTEMPTS + 1);
    }

    /** The message stays as it was received, for the dispatcher to find again. */
    @Test
    void setsNothingAsideWhileTheRecordIsAway() {
        store.fails(new StoreUnavailable(new IllegalStateException()));

        worker.accept(1);

        assertThat(store.units).isEqualTo(1);
    }

    @Test
    void survivesThatEvenSettingAsideFails() {
        store.fails(new IllegalStateException("a bug"));
        store.fails(new IllegalStateException("a bug"));
        store.fails(new StoreUnavailable(new IllegalStateException()));

        worker.accept(1);

        assertThat(store.units).isEqualTo(3);
    }

    private static Applier applier(FhirStore store) {
        JdbcClient nowhere = JdbcClient.create(new DriverManagerDataSource());
        Journal journal = new Journal(
                nowhere,
                new TransactionTemplate(),
                new Vault(new byte[32]),
                Duration.ZERO,
                new Arrivals(nowhere),
                Witness.NOBODY);
        return new Applier(
                Feeds.of(List.of()),
                journal,
                new Worklist(nowhere),
                new Marks(nowhere),
                store,
                message -> Optional.empty(),
                Witness.NOBODY,
                new Replies(
                        new Departures(nowhere, new Vault(new byte[32]), Clock.systemUTC(), Witness.NOBODY),
                        Clock.systemUTC()));
    }

    /** A record that fails as it is told, and then finds that another has done the work. */
    private static final class Script implements FhirStore {
        private final Deque<Throwable> failures = new ArrayDeque<>();
        private int units;

        void fails(Throwable failure) {
            failures.add(failure);
        }

        @Override
        @SuppressWarnings("unchecked") // the work would give an Optional
        public <T> T unit(Function<Unit, T> work) {
            units++;
            Throwable failure = failures.poll();
            if (failure instanceof RuntimeException exception) {
                throw exception;
            } else if (failure instanceof Error error) {
                throw error;
            }
            return (T) Optional.empty();
        }
    }
}
