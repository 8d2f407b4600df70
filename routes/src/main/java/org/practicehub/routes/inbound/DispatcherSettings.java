package org.practicehub.routes.inbound;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are worked off.
 *
 * @param workers how many at once; each needs a database connection. None: this process takes messages and leaves the work to
 *     others that share the database
 * @param look how often to look for messages of other processes, and for those that were put back
 * @param knownFor for how long a message that comes again is known as the same (G15)
 * @param longestAnswer how long a sender that wants to know the outcome is kept waiting
 * @param attempts how often a message is tried again when somebody else changed the record meanwhile
 */
@ConfigurationProperties("hub.messages")
public record DispatcherSettings(
        @DefaultValue("4") int workers,
        @DefaultValue("1s") Duration look,
        @DefaultValue("30d") Duration knownFor,
        @DefaultValue("20s") Duration longestAnswer,
        @DefaultValue("8") int attempts) {}
