package org.practicehub.server.messaging;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Reminders.
 *
 * @param file what the practice says about them
 * @param look how often it is looked what is to be planned and sent; zero: only when told
 * @param sandbox whether messages may go into the record alone, as in the demo
 */
@ConfigurationProperties("hub.reminders")
public record ReminderSettings(Path file, @DefaultValue("15s") Duration look, @DefaultValue("false") boolean sandbox) {}
