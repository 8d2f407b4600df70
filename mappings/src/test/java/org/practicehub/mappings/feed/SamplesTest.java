package org.practicehub.mappings.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;

/** The samples beside every feed are messages that the feed takes, and of which something comes. */
class SamplesTest {

    private static final Path FEEDS = Path.of("../config/feeds");

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(FEEDS)) {
            return files.filter(file -> file.toString().endsWith(".hl7"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void areTakenAndBecomeSomething(Path sample) throws Exception {
        String name = sample.getParent().getParent().getFileName().toString();
        Feed feed = Feeds.load(FEEDS, variable -> Optional.empty()).named(name).orElseThrow();
        Message message = ((Reading.Read) Message.read(bytes(sample), feed.charset())).message();

        Translation translation = Translations.of(message)
                .orElseThrow()
                .translate(message, new Context(feed, Instant.EPOCH, 1, "sample"), new MemoryRecord());

        assertThat(feed.match().accepts(message)).isTrue();
        assertThat(Acceptance.check(message, feed)).isEmpty();
        assertThat(translation.hold()).isEmpty();
        assertThat(translation.changes()).isNotEmpty();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
