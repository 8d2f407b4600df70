package org.practicehub.server.messages;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.practicehub.routes.inbound.DispatcherSettings;
import org.practicehub.routes.journal.Expiry;
import org.practicehub.server.audit.AuditTrail;
import org.practicehub.server.database.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes the messages that are older than the practice wants to keep, in small portions, so that nobody waits for it. Each portion
 * is in the audit trail, in the transaction that deletes it.
 */
@Component
public class OldMessages {
    private static final Logger LOG = LoggerFactory.getLogger(OldMessages.class);
    private static final int PORTION = 200;

    private final Expiry expiry;
    private final RetentionSettings settings;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /**
     * @throws CannotStart where messages would be gone while they must be known when they come again
     */
    OldMessages(
            Expiry expiry,
            RetentionSettings settings,
            DispatcherSettings messages,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        boolean tooShort = settings.messages().compareTo(messages.knownFor()) < 0;
        if (settings.messages().isNegative() || (!settings.isForEver() && tooShort)) {
            throw new CannotStart(
                    "hub.retention.messages is shorter than hub.messages.known-for.",
                    "A message that comes again is known by the one that is kept. Keep them for as long at least, or for"
                            + " ever with 0d.");
        }
        this.expiry = expiry;
        this.settings = settings;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "10m", fixedDelayString = "1h")
    void deleteNow() {
        if (!settings.isForEver()) {
            delete(clock.instant());
        }
    }

    /** Deletes all that is too old at this moment. */
    void delete(Instant now) {
        Instant before = now.minus(settings.messages());
        long deleted = 0;
        int portion;
        do {
            portion = Objects.requireNonNull(transaction.execute(status -> portion(before)));
            deleted += portion;
        } while (portion == PORTION);
        if (deleted > 0) {
            LOG.info(
                    "{} messages were deleted: they were older than {} days.",
                    deleted,
                    settings.messages().toDays());
        }
    }

    private int portion(Instant before) {
        int deleted = expiry.isMine() ? expiry.delete(before, PORTION) : 0;
        if (deleted > 0) {
            trail.job("delete-old-messages", true, deleted);
        }
        return deleted;
    }
}
