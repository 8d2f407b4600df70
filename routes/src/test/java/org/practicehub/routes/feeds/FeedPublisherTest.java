package org.practicehub.routes.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.mappings.feed.FeedsRefused;
import org.springframework.mock.env.MockEnvironment;

class FeedPublisherTest {
    private static final String NOW = "feed: clinic\nlisten: mllp://127.0.0.1:2600\nzone: UTC\n";
    private static final String NEXT = NOW.replace("UTC", "America/Chicago");
    private static final String SAMPLE = "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123090000-0600||ADT^A28|1|P|2.5.1\r"
            + "EVN|A28|20261123090000-0600\rPID|1||100234^^^CLN^MR||Rivera^Elena\r";

    private final List<String> witnessed = new ArrayList<>();

    @TempDir
    Path config;

    private Path file;
    private FeedFiles files;
    private FeedPublisher publisher;

    @BeforeEach
    void start() throws Exception {
        Path folder = config.resolve("feeds");
        file = Files.createDirectories(folder.resolve("clinic")).resolve("feed.yaml");
        Files.writeString(file, NOW);
        FeedsSettings settings = new FeedsSettings(folder, Set.of(), Duration.ofSeconds(2));
        FeedsReader reader = new FeedsReader(settings, new MockEnvironment());
        files = new FeedFiles(reader, settings);
        publisher = new FeedPublisher(files, settings, reader.read());
    }

    /** With the rights that the file has, so that whoever edits it may go on. */
    @Test
    void putsTheTextInPlaceAndKeepsWhatWasThere() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

        publish(NEXT, FeedFiles.version(NOW));

        assertThat(file).hasContent(NEXT);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
        assertThat(file.resolveSibling("feed.yaml.before")).hasContent(NOW);
        assertThat(names()).containsExactlyInAnyOrder("feed.yaml", "feed.yaml.before");
        assertThat(witnessed).containsExactly(NOW);
    }

    @Test
    void overwritesNothingThatSomebodyElseWrote() throws Exception {
        Files.writeString(file, NOW + "# by somebody else\n");

        assertThatThrownBy(() -> publish(NEXT, FeedFiles.version(NOW)))
                .isInstanceOf(CannotPublish.class)
                .hasMessageContaining("has changed since");
        assertThat(file).hasContent(NOW + "# by somebody else\n");
    }

    @Test
    void leavesWhereMessagesComeFromToTheMachinesKeeper() throws Exception {
        for (String other : List.of(
                NOW.replace("2600", "2601"),
                NOW.replace("mllp://127.0.0.1:2600", "file:///tmp/elsewhere"),
                NOW + "send: { to: 'mllp://127.0.0.1:6661', messages: [ADT] }\n")) {
            assertThatThrownBy(() -> publish(other, FeedFiles.version(NOW)))
                    .isInstanceOf(CannotPublish.class)
                    .hasMessageContaining("'listen'");
        }
        assertUntouched();
    }

    @Test
    void refusesWhatTheHubWouldNotTakeOn() throws Exception {
        Files.writeString(
                Files.createDirectories(file.resolveSibling("samples")).resolve("1.hl7"), SAMPLE);

        assertThatThrownBy(() -> publish(NOW + "zne: UTC\n", FeedFiles.version(NOW)))
                .isInstanceOf(FeedsRefused.class)
                .hasMessageContaining("feeds/clinic/feed.yaml:4:1 — unknown key 'zne'; did you mean 'zone'?");
        assertThatThrownBy(() -> publish(NOW + "processingIds: [T]\n", FeedFiles.version(NOW)))
                .isInstanceOf(FeedsRefused.class)
                .hasMessageContaining("feeds/clinic/samples/1.hl7");
        assertUntouched();
    }

    /** A file that is made elsewhere, and linked or mounted here, would not be the one that was changed. */
    @Test
    void doesNotReplaceALink() throws Exception {
        Path elsewhere = Files.writeString(config.resolve("clinic.yaml"), NOW);
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);

        assertThatThrownBy(() -> publish(NEXT, FeedFiles.version(NOW))).isInstanceOf(CannotPublish.class);
        assertThat(elsewhere).hasContent(NOW);
    }

    /** What cannot be told in the audit trail is not done. */
    @Test
    void doesNothingThatIsNotWitnessed() throws Exception {
        assertThatThrownBy(() -> publisher.publish("clinic", NEXT, FeedFiles.version(NOW), () -> {
                    throw new IllegalStateException("no trail");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent(NOW);
        assertThat(names()).doesNotContain("feed.yaml.next");
    }

    private void publish(String text, String version) throws Exception {
        publisher.publish("clinic", text, version, () -> witnessed.add(read()));
    }

    private void assertUntouched() throws IOException {
        assertThat(file).hasContent(NOW);
        assertThat(names()).doesNotContain("feed.yaml.before", "feed.yaml.next");
        assertThat(witnessed).isEmpty();
    }

    private String read() {
        try {
            return files.text("clinic").orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(file.getParent())) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
