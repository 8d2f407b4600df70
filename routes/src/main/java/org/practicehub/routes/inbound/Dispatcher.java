package org.practicehub.routes.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.practicehub.routes.journal.Worklist;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands the messages that may go to the workers: as many at once as there are workers, one at a time for each patient. The
 * journal decides which may go, so that several processes can work on it together.
 */
public final class Dispatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long LONGEST_STOP_SECONDS = 4;
    /** For each worker, how many messages it works on or has waiting. */
    private static final int AHEAD = 8;

    private final Worklist worklist;
    private final LongConsumer work;
    private final DispatcherSettings settings;
    private final Semaphore news = new Semaphore(0);
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private ExecutorService workers = Executors.newSingleThreadExecutor();
    private volatile boolean running;

    public Dispatcher(Worklist worklist, LongConsumer work, DispatcherSettings settings) {
        this.worklist = worklist;
        this.work = work;
        this.settings = settings;
    }

    /** There may be something to do. */
    public void wake() {
        news.release();
    }

    @Override
    public void start() {
        running = true;
        if (settings.workers() == 0) {
            return;
        }
        workers = Executors.newFixedThreadPool(settings.workers(), Threads.named("message-worker"));
        Threads.named("message-dispatcher").newThread(this::run).start();
    }

    private void run() {
        while (running) {
            try {
                boolean found = handOut();
                if (!found) {
                    news.tryAcquire(settings.look().toMillis(), TimeUnit.MILLISECONDS);
                }
                news.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // The database is away, or being shut down: the messages stay where they are.
                LOG.warn("The journal cannot be read: {}", e.getClass().getName());
                pause();
            }
        }
    }

    /**
     * Whether something was handed out. Some messages stand ready behind the busy workers, so that none idles; they are fetched
     * when half of them are gone, because every look walks past all that wait for an earlier one.
     */
    private boolean handOut() {
        int most = settings.workers() * AHEAD;
        if (underWay.size() > most / 2) {
            return false;
        }
        List<Long> ready = worklist.ready(new ArrayList<>(underWay), most - underWay.size());
        for (Long id : ready) {
            underWay.add(id);
            workers.execute(() -> work(id));
        }
        return !ready.isEmpty();
    }

    private void work(long id) {
        try {
            if (running) {
                work.accept(id);
            }
        } finally {
            underWay.remove(id);
            wake();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(settings.look().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        wake();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
