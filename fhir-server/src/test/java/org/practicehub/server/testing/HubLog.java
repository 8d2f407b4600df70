package org.practicehub.server.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Everything that hubs of this JVM log while tests run, as they log it: at their own levels, exceptions by their kinds. It is
 * written down for {@code LogsIT}, which reads it when all tests are over.
 */
public final class HubLog extends AppenderBase<ILoggingEvent> {
    /** Where each JVM that runs tests has a file. */
    public static final Path FOLDER = Path.of("target", "hub-logs");

    private static final String NAME = "what the tests logged";

    private HubLog() {}

    /** Opened by the first line. */
    private static final class Out {
        static final PrintWriter FILE = file();

        private static PrintWriter file() {
            Path file = FOLDER.resolve(ProcessHandle.current().pid() + ".log");
            try {
                Files.createDirectories(FOLDER);
                return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Listens from now on; a hub that starts takes listeners away, so each start asks again. */
    static void listen() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(NAME) == null) {
            HubLog listener = new HubLog();
            listener.setName(NAME);
            listener.setContext(context);
            listener.start();
            root.addAppender(listener);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        StringBuilder line =
                new StringBuilder(event.getLoggerName()).append(": ").append(event.getFormattedMessage());
        // The hub's own pattern prints no exception's text (ExceptionKinds); what a message carries is printed.
        for (Optional<IThrowableProxy> cause = Optional.ofNullable(event.getThrowableProxy());
                cause.isPresent();
                cause = cause.map(IThrowableProxy::getCause)) {
            line.append(" <- ").append(cause.get().getClassName());
        }
        Out.FILE.println(line);
    }
}
