package org.practicehub.server.audit;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Tells that the hub starts and stops, and signs the end of the chain when it does. A hub that was killed tells nothing. */
final class HubLife implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(HubLife.class);

    private final AuditTrail trail;
    private final Checkpoints checkpoints;
    private volatile boolean running;

    HubLife(AuditTrail trail, Checkpoints checkpoints) {
        this.trail = trail;
        this.checkpoints = checkpoints;
    }

    @Override
    public void start() {
        trail.hub("start", Map.of("java", Runtime.version().toString()));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            trail.hub("stop", Map.of());
            checkpoints.sign();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The audit trail could not be closed with a signature: {}",
                    e.getClass().getName());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** First to start and last to stop: what happens in between is told in between. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
