package org.practicehub.routes.transport;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on what senders may do.
 *
 * @param largestFrame a sender whose frame is larger is cut off
 * @param threads connections beyond this number share a thread, and so wait for each other's journal writes
 * @param plain whether other machines may speak MLLP without TLS
 */
@ConfigurationProperties("hub.mllp")
public record MllpSettings(
        @DefaultValue("16MB") DataSize largestFrame,
        @DefaultValue("32") int threads,
        @DefaultValue("false") boolean plain) {}
