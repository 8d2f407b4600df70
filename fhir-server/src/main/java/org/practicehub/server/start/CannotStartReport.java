package org.practicehub.server.start;

import java.net.BindException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.routes.transport.CannotListen;
import org.practicehub.server.database.CannotStart;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;

/** Says in plain words why the hub does not start, when it is something that the person at the keyboard can mend. */
final class CannotStartReport implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Stream.<Function<Throwable, Optional<FailureAnalysis>>>of(
                        CannotStartReport::reason,
                        CannotStartReport::feeds,
                        CannotStartReport::address,
                        CannotStartReport::httpPort,
                        CannotStartReport::mllpPort)
                .flatMap(look -> look.apply(failure).stream())
                .findFirst()
                .orElse(null);
    }

    private static Optional<FailureAnalysis> reason(Throwable failure) {
        return cause(failure, CannotStart.class)
                .map(why -> new FailureAnalysis(why.getMessage(), why.remedy(), failure));
    }

    private static Optional<FailureAnalysis> feeds(Throwable failure) {
        return cause(failure, FeedsRefused.class)
                .map(refused ->
                        new FailureAnalysis(refused.getMessage(), "Correct the files and start again.", failure));
    }

    private static Optional<FailureAnalysis> address(Throwable failure) {
        return cause(failure, CannotListen.class)
                .map(why -> new FailureAnalysis(why.getMessage(), "Correct the feed's file and start again.", failure));
    }

    private static Optional<FailureAnalysis> httpPort(Throwable failure) {
        return cause(failure, PortInUseException.class)
                .map(taken -> new FailureAnalysis(
                        "The HTTP port " + taken.getPort() + " is taken by another program.",
                        "Stop that program, or set HUB_HTTP_PORT to another port.",
                        failure));
    }

    private static Optional<FailureAnalysis> mllpPort(Throwable failure) {
        return cause(failure, BindException.class)
                .map(taken -> new FailureAnalysis(
                        "An MLLP port that a feed names is taken by another program, or its address is not this"
                                + " machine's.",
                        "Stop that program, or set HUB_MLLP_PORT to another port, or change `listen` in the feed's file.",
                        failure));
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
