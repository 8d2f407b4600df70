package org.practicehub.routes.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.feed.Folder;
import org.practicehub.mappings.feed.Folder.After;
import org.practicehub.routes.inbound.Completions;
import org.practicehub.routes.inbound.Inbound;
import org.practicehub.routes.inbound.Intake;
import org.practicehub.routes.measures.Measures;
import org.springframework.util.unit.DataSize;

/** A folder without a journal behind it: what happens to files before anything in them is safe. */
class FolderListenerTest {
    private static final Folder EACH_SECOND = new Folder("*", After.MOVE, Duration.ofSeconds(1), Optional.empty());

    @TempDir
    Path outside;

    private final CamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void aFileThatIsTooLargeIsSetAsideUnread() throws Exception {
        Path folder = Files.createDirectory(outside.resolve("in"));
        Files.writeString(folder.resolve("large.hl7"), "MSH|^~\\&|EHR|" + "x".repeat(100));

        open(folder, DataSize.ofBytes(50));

        await().until(() -> Files.exists(folder.resolve("failed/large.hl7")));
        assertThat(folder.resolve("failed/large.hl7.reason")).hasContent("The file has more than 50 bytes.");
    }

    /** A failure of the journal changes nothing and loses nothing. */
    @Test
    void aFileThatCannotBeStoredStays() throws Exception {
        Path folder = Files.createDirectory(outside.resolve("in"));
        Files.writeString(folder.resolve("a.hl7"), "MSH|^~\\&|EHR|||||||1\r");
        Files.writeString(folder.resolve("z.hl7"), "x".repeat(100));

        open(folder, DataSize.ofBytes(50));

        // The second look has been at both.
        await().until(() -> Files.exists(folder.resolve("failed/z.hl7")));
        assertThat(folder.resolve("a.hl7")).exists();
        assertThat(folder.resolve("done")).doesNotExist();
    }

    @Test
    void aFolderThatIsNotThereIsToldUntilItIs() throws Exception {
        Path folder = outside.resolve("later");
        Listener listener = open(folder, DataSize.ofMegabytes(1));
        await().until(() -> listener.status(camel).unreachableSince().isPresent());
        assertThat(listener.status(camel).open()).isFalse();

        Files.createDirectory(folder);

        await().until(() -> listener.status(camel).open());
    }

    @Test
    void aSignInWhoseFilesAreMissingIsRefused() {
        Folder folder = new Folder(
                "*",
                After.MOVE,
                Duration.ofSeconds(1),
                Optional.of(new Folder.Login(outside.resolve("none").toString(), "", "secret")));

        assertThatThrownBy(() -> new FolderListener(
                        "sftp://hub@localhost/in",
                        folder,
                        inbound(),
                        new FolderSettings(DataSize.ofMegabytes(1)),
                        Clock.systemUTC()))
                .isInstanceOf(CannotListen.class)
                .hasMessage("There is no file " + outside.resolve("none") + " that can be read.");
    }

    private Listener open(Path folder, DataSize largest) throws Exception {
        Listener listener = new FolderListener(
                "file://" + folder, EACH_SECOND, inbound(), new FolderSettings(largest), Clock.systemUTC());
        listener.addTo(camel);
        camel.start();
        return listener;
    }

    private static Inbound inbound() {
        return new Inbound(
                FolderListenerTest::feeds,
                new Intake(null, null, null, null, null),
                new Completions(id -> Optional.empty(), Duration.ZERO),
                Clock.systemUTC(),
                new Measures(new SimpleMeterRegistry()));
    }

    private static List<Feed> feeds() {
        try {
            return List.of(Feeds.parse("feed: a\nzone: UTC\n"));
        } catch (FeedsRefused e) {
            throw new IllegalStateException(e);
        }
    }
}
