package org.practicehub.server.start;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.practicehub.routes.failures.Failures;

/** Prints a logged exception as kinds and places, without its text. */
public final class ExceptionKinds extends ThrowableHandlingConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return event.getThrowableProxy() instanceof ThrowableProxy proxy ? Failures.describe(proxy.getThrowable()) : "";
    }
}
