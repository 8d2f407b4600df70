package org.practicehub.routes.transport;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a folder can be looked into. When it cannot, that is told once, and each look tries anew. */
final class Reach extends RemoteFilePollingConsumerPollStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

    private final String address;
    private final Clock clock;
    private volatile @Nullable Instant lost;

    Reach(String address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    /** Since when it cannot; empty when it can, or nobody has looked yet. */
    Optional<Instant> lostSince() {
        return Optional.ofNullable(lost);
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (lost != null) {
            lost = null;
            LOG.info("{} is reached again.", address);
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) throws Exception {
        if (lost == null) {
            lost = clock.instant();
            LOG.warn("{} cannot be reached: {}. It is tried again.", address, reason(cause));
        }
        return super.rollback(consumer, endpoint, retries, cause);
    }

    /** Of the connection or the folder, never of a file. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getName() : root.getMessage();
    }
}
