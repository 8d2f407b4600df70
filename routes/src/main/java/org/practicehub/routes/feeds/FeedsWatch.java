package org.practicehub.routes.feeds;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.routes.transport.CannotListen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at the feeds' files now and then, and takes on what has changed: whole, when every file is right and every sample passes,
 * or not at all. A change is taken when two looks have found the same, because editors and copying write in pieces.
 */
public final class FeedsWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FeedsWatch.class);

    private final FeedsReader reader;
    private final FeedsSettings settings;
    private final Consumer<Feeds> exchange;
    private ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private String taken = "";
    private String seen = "";
    private volatile boolean running;

    /**
     * @param exchange takes on a set of feeds; throws {@link CannotListen} and leaves all as it was when it cannot
     */
    FeedsWatch(FeedsReader reader, FeedsSettings settings, Consumer<Feeds> exchange) {
        this.reader = reader;
        this.settings = settings;
        this.exchange = exchange;
    }

    @Override
    public void start() {
        running = true;
        if (settings.look().isZero()) {
            return;
        }
        try {
            begin();
        } catch (IOException e) {
            LOG.warn("The feeds' files cannot be read: {}", e.getMessage());
        }
        clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "feeds-watch");
            thread.setDaemon(true);
            return thread;
        });
        long look = settings.look().toMillis();
        clockwork.scheduleWithFixedDelay(this::lookAgain, look, look, TimeUnit.MILLISECONDS);
    }

    /** What is there now is what the hub was started with. */
    void begin() throws IOException {
        taken = reader.state();
        seen = taken;
    }

    private void lookAgain() {
        try {
            look();
        } catch (IOException | RuntimeException e) {
            // A file that vanished between being listed and being read: the next look will tell.
            LOG.warn("The feeds' files cannot be read: {}", e.getClass().getName());
        }
    }

    /** One look. */
    void look() throws IOException {
        String now = reader.state();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(taken)) {
            return;
        }
        taken = now;
        try {
            exchange.accept(reader.read());
            LOG.info("The feeds have been read anew.");
        } catch (FeedsRefused refused) {
            LOG.error("The feeds have changed and stay as they were: {}", refused.getMessage());
        } catch (CannotListen refused) {
            LOG.error("The feeds have changed and stay as they were: {}", refused.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
        clockwork.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
