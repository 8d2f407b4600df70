package org.practicehub.server.messages;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is settled is kept.
 *
 * @param messages for how long a message stays in the journal; 0: for ever
 */
@ConfigurationProperties("hub.retention")
record RetentionSettings(@DefaultValue("0d") Duration messages) {

    boolean isForEver() {
        return messages.isZero();
    }
}
