package org.practicehub.routes.failures;

import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A failure as it may be logged: kinds and places. The text of an exception may quote a patient's data. */
public final class Failures {
    private static final int TOP_FRAMES = 4;
    private static final String OURS = "org.practicehub.";

    private Failures() {}

    /** Each exception of the chain with where it was thrown and the frames that are our own code. */
    public static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause.getClass().getName());
            if (cause instanceof SQLException sql) {
                text.append(" (SQL state ").append(sql.getSQLState()).append(')');
            }
            text.append(frames(cause.getStackTrace())).append('\n');
        }
        return text.toString();
    }

    private static String frames(StackTraceElement[] stack) {
        return IntStream.range(0, stack.length)
                .filter(i -> i < TOP_FRAMES || stack[i].getClassName().startsWith(OURS))
                .mapToObj(i -> "\n    at " + stack[i])
                .collect(Collectors.joining());
    }
}
