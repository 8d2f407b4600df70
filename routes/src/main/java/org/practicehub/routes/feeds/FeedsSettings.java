package org.practicehub.routes.feeds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the feeds are described.
 *
 * @param folder holds one folder a feed
 * @param leaveOut feeds that are not opened: the demo's, in a practice of one's own
 * @param look how often to look whether the files have changed; zero: only at start
 */
@ConfigurationProperties("hub.feeds")
public record FeedsSettings(
        @DefaultValue("config/feeds") Path folder,
        @DefaultValue Set<String> leaveOut,
        @DefaultValue("2s") Duration look) {}
