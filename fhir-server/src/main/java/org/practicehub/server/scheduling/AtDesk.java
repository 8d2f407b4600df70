package org.practicehub.server.scheduling;

import java.util.function.Supplier;

/** Whether the current thread writes what {@link Desk} has made: its Slots are in step with its Appointment. */
final class AtDesk {
    private static final ThreadLocal<Boolean> OVERBOOKS = new ThreadLocal<>();

    private AtDesk() {}

    /** @param overbooks whether it may take time that is taken: somebody who may has said so, with a reason */
    static <T> T write(boolean overbooks, Supplier<T> work) {
        OVERBOOKS.set(overbooks);
        try {
            return work.get();
        } finally {
            OVERBOOKS.remove();
        }
    }

    static boolean isAtWork() {
        return OVERBOOKS.get() != null;
    }

    static boolean overbooks() {
        return Boolean.TRUE.equals(OVERBOOKS.get());
    }
}
