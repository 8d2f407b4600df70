package org.practicehub.server.scheduling;

import java.util.function.Supplier;

/** Whether what the current thread writes may take time that is taken: somebody who may has said so, with a reason. */
final class Overbooking {
    private static final ThreadLocal<Boolean> MEANT = new ThreadLocal<>();

    private Overbooking() {}

    static <T> T meant(boolean meant, Supplier<T> work) {
        MEANT.set(meant);
        try {
            return work.get();
        } finally {
            MEANT.remove();
        }
    }

    static boolean isMeant() {
        return Boolean.TRUE.equals(MEANT.get());
    }
}
