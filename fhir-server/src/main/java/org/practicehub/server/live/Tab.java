package org.practicehub.server.live;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.Access;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * One open stream. What is sent on it goes in order, one piece at a time; a reader that does not keep up holds up nobody else
 * and is let go in the end: it comes back by itself and looks again.
 */
final class Tab {
    private static final int MOST_WAITING = 2000;

    private final SseEmitter emitter;
    private final Access access;
    private final Executor senders;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean letGo;

    Tab(SseEmitter emitter, Access access, Executor senders) {
        this.emitter = emitter;
        this.access = access;
        this.senders = senders;
    }

    /** Whether its token may read everything of the type: that something of somebody else's changed is told to nobody. */
    boolean mayRead(String type) {
        return access.mayAll('r', type);
    }

    void send(SseEventBuilder event) {
        then(() -> write(event));
    }

    /** Does something when everything before it has been sent. */
    synchronized void then(Runnable next) {
        if (letGo) {
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            letGo = true;
            waiting.clear();
            waiting.add(emitter::complete);
            return;
        }
        waiting.add(next);
        if (!busy) {
            busy = true;
            senders.execute(this::work);
        }
    }

    /** Ends the stream; the reader comes back with the number of the last event it has seen. */
    void end() {
        then(emitter::complete);
    }

    private void work() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        busy = next != null;
        return next;
    }

    private void write(SseEventBuilder event) {
        try {
            emitter.send(event);
        } catch (IOException | IllegalStateException e) {
            // The reader has gone; the emitter's own callbacks take the tab off the list.
            emitter.completeWithError(e);
        }
    }
}
