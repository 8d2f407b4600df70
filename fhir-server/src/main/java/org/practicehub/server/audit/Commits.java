package org.practicehub.server.audit;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.practicehub.server.audit.Event.About;
import org.practicehub.server.audit.Event.What;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One event for each transaction that changes something, written in that transaction: both are committed, or neither. */
final class Commits {
    private final Outbox outbox;
    private final Appender appender;
    private final Disclosures disclosures;
    private final Clock clock;

    Commits(Outbox outbox, Appender appender, Disclosures disclosures, Clock clock) {
        this.outbox = outbox;
        this.appender = appender;
        this.disclosures = disclosures;
        this.clock = clock;
    }

    /** What the transaction under way has changed so far. */
    Commit current() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Commit commit) {
            return commit;
        }
        Commit commit = new Commit();
        TransactionSynchronizationManager.registerSynchronization(commit);
        TransactionSynchronizationManager.bindResource(this, commit);
        return commit;
    }

    final class Commit implements TransactionSynchronization {
        private final Set<String> entities = new LinkedHashSet<>();
        private final Set<String> patients = new LinkedHashSet<>();
        private final Set<String> before = new LinkedHashSet<>();
        private final Set<String> actions = new LinkedHashSet<>();
        private Optional<Caller> caller = Optional.empty();
        private Optional<What> what = Optional.empty();

        void changed(String action, String entity, Set<String> owners, Set<String> ownersBefore) {
            actions.add(action);
            entities.add(entity);
            patients.addAll(owners);
            before.addAll(ownersBefore);
        }

        /** Says that it is a message's doing. */
        void message(String feed, String state, String outcome, long number, Optional<String> patient) {
            caller = Optional.of(Caller.feed(feed));
            what = Optional.of(new What("message", state, "E", outcome, null));
            entities.add("MessageHeader/" + number);
            patient.ifPresent(patients::add);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Commits.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Commits.this, this);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            try {
                outbox.put(event());
            } catch (AuditUnavailable e) {
                Exchange.current().ifPresent(exchange -> exchange.refused = true);
                throw e;
            }
        }

        @Override
        public void afterCommit() {
            Exchange.current().ifPresent(exchange -> exchange.committed.addAll(entities));
            appender.wake();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Commits.this);
        }

        private Event event() {
            Optional<Exchange> exchange = what.isPresent() ? Optional.empty() : Exchange.current();
            Caller who = caller.or(() -> exchange.map(Exchange::caller)).orElseGet(Caller::hub);
            Optional<String> purpose = exchange.flatMap(one -> disclosures.purpose(one, who));
            Set<String> moved = new LinkedHashSet<>(before);
            moved.removeAll(patients);
            return new Event(
                    clock.instant(),
                    what.orElseGet(() -> What.done(
                            "rest",
                            exchange.map(one -> one.subtype)
                                    .filter(code -> !code.isEmpty())
                                    .orElse("transaction"),
                            actions.size() == 1 ? actions.iterator().next() : "E")),
                    who,
                    purpose.orElse(null),
                    new About(
                            List.copyOf(entities),
                            List.copyOf(patients),
                            List.copyOf(moved),
                            exchange.flatMap(one -> one.query).orElse(null),
                            exchange.flatMap(one -> one.queryHash).orElse(null),
                            entities.size()),
                    exchange.map(one -> one.id).orElse(null),
                    null,
                    Map.of());
        }
    }
}
