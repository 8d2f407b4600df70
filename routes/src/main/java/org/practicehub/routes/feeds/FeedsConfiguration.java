package org.practicehub.routes.feeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Reads the feeds' files at start; a mistake in one of them stops it. */
@Configuration(proxyBeanMethods = false)
class FeedsConfiguration {

    @Bean
    Feeds feeds(FeedsSettings settings, Environment environment) throws FeedsRefused, IOException {
        Path folder = settings.folder();
        if (!Files.isDirectory(folder)) {
            return Feeds.of(List.of());
        }
        Feeds all = Feeds.load(folder, name -> Optional.ofNullable(environment.getProperty(name)));
        return Feeds.of(all.all().stream()
                .filter(feed -> !settings.leaveOut().contains(feed.id()))
                .toList());
    }
}
