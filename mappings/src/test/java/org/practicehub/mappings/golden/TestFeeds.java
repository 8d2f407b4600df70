package org.practicehub.mappings.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;

/** The feeds under {@code src/test/resources/feeds}. A message finds its own by MSH-3. */
public final class TestFeeds {

    private static final Feeds ALL = load();

    private TestFeeds() {}

    public static Feed practice() {
        return named("practice");
    }

    public static Feed named(String id) {
        return ALL.named(id).orElseThrow();
    }

    /** The feed of a message; the practice's when none claims it. */
    public static Feed of(byte[] message) {
        return Message.read(message, StandardCharsets.UTF_8) instanceof Reading.Read read
                ? ALL.all().stream()
                        .filter(feed -> feed.match().accepts(read.message()))
                        .findFirst()
                        .orElseGet(TestFeeds::practice)
                : practice();
    }

    private static Feeds load() {
        try {
            return Feeds.load(Path.of("src/test/resources/feeds"), name -> Optional.empty());
        } catch (IOException | FeedsRefused e) {
            throw new IllegalStateException(e);
        }
    }
}
