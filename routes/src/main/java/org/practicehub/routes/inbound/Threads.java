package org.practicehub.routes.inbound;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that say in a dump what they are for. */
final class Threads {
    private Threads() {}

    static ThreadFactory named(String purpose) {
        AtomicInteger number = new AtomicInteger();
        return work -> new Thread(work, purpose + "-" + number.incrementAndGet());
    }
}
