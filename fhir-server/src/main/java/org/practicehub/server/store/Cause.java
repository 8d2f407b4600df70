package org.practicehub.server.store;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * On whose account the current thread writes. {@code meta.source} does not tell: an app that saves what it has read saves that
 * with it.
 */
public final class Cause {
    private static final String FEED = "urn:x-hub:feed:";
    private static final ThreadLocal<String> SOURCE = new ThreadLocal<>();

    private Cause() {}

    static <T> T by(String source, Supplier<T> work) {
        SOURCE.set(source);
        try {
            return work.get();
        } finally {
            SOURCE.remove();
        }
    }

    /** The feed whose message is being applied. */
    public static Optional<String> feed() {
        return Optional.ofNullable(SOURCE.get())
                .filter(source -> source.startsWith(FEED))
                .map(source -> source.substring(FEED.length()));
    }
}
