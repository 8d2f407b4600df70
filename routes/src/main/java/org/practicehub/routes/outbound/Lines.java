package org.practicehub.routes.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** One thread for each system that hears of changes: it makes the messages and sends them. */
public final class Lines implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);
    private static final long LONGEST_STOP_SECONDS = 2;

    private final List<Line> lines;
    private final Composer composer;
    private final long lookMillis;
    private final List<Thread> threads = new ArrayList<>();
    private CountDownLatch stopped = new CountDownLatch(0);

    Lines(List<Line> lines, Composer composer, long lookMillis) {
        this.lines = List.copyOf(lines);
        this.composer = composer;
        this.lookMillis = lookMillis;
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        for (Line line : lines) {
            Thread thread = new Thread(() -> run(line), "line-" + line.feed().id());
            threads.add(thread);
            thread.start();
        }
    }

    private void run(Line line) {
        boolean begun = false;
        while (isRunning()) {
            try {
                if (!begun) {
                    composer.putBack(line.feed());
                    begun = true;
                }
                boolean more = composer.compose(line.feed());
                if (!line.sendNext() && !more && stopped.await(lookMillis, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException e) {
                LOG.warn(
                        "Feed {}: sending failed: {}",
                        line.feed().id(),
                        e.getClass().getName());
                pause();
            }
        }
        line.close();
    }

    private void pause() {
        try {
            stopped.await(lookMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        // A line may wait for an answer: closing its connection ends that, and the message is sent again after the next
        // start.
        lines.forEach(Line::close);
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(LONGEST_STOP_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
