package org.practicehub.routes.transport;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.failures.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a file that was not taken without its name, which may be a patient's. It stays where it is and is tried again. */
final class QuietFailures implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QuietFailures.class);

    private final String address;

    QuietFailures(String address) {
        this.address = address;
    }

    @Override
    public void handleException(Throwable failure) {
        LOG.warn("A file in {} is tried again: {}", address, Failures.describe(failure));
    }

    @Override
    public void handleException(@Nullable String text, Throwable failure) {
        handleException(failure);
    }

    @Override
    public void handleException(@Nullable String text, @Nullable Exchange exchange, Throwable failure) {
        handleException(failure);
    }
}
