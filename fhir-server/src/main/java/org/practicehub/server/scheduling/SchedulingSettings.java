package org.practicehub.server.scheduling;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Scheduling.
 *
 * @param longestHold for how long a time can be held that is not booked yet
 * @param holdsLook how often holds that are over are looked for
 */
@ConfigurationProperties("hub.scheduling")
public record SchedulingSettings(@DefaultValue("10m") Duration longestHold, @DefaultValue("15s") Duration holdsLook) {}
