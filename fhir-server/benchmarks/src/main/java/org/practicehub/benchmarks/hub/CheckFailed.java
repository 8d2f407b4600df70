package org.practicehub.benchmarks.hub;

import org.jspecify.annotations.Nullable;

/** What was measured is not what should have happened, so its speed says nothing. */
final class CheckFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckFailed(String what) {
        super(what);
    }

    CheckFailed(String what, @Nullable Throwable cause) {
        super(what, cause);
    }

    static void unless(boolean right, String otherwise) {
        if (!right) {
            throw new CheckFailed(otherwise);
        }
    }
}
