package org.practicehub.routes.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.transport.CannotListen;
import org.springframework.mock.env.MockEnvironment;

class FeedsWatchTest {
    private static final String SAMPLE = "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123090000-0600||ADT^A28|1|P|2.5.1\r"
            + "EVN|A28|20261123090000-0600\rPID|1||100234^^^CLN^MR||Rivera^Elena\r";

    @TempDir
    Path config;

    private Path folder;
    private Feeds feeds;
    private FeedsReader reader;
    private FeedsWatch watch;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectories(config.resolve("feeds"));
        write("clinic", "feed: clinic\nzone: UTC\n");
        FeedsSettings settings = new FeedsSettings(folder, Set.of("left-out"), Duration.ZERO);
        reader = new FeedsReader(settings, new MockEnvironment());
        feeds = reader.read();
        watch = new FeedsWatch(reader, settings, feeds::become);
        watch.begin();
    }

    @Test
    void takesOnWhatTwoLooksFoundTheSame() throws IOException {
        write("clinic", "feed: clinic\nzone: America/Chicago\n");
        write("other", "feed: other\nzone: UTC\n");

        watch.look();
        assertThat(feeds.all()).extracting(Feed::id).containsExactly("clinic");
        watch.look();

        assertThat(feeds.all()).extracting(Feed::id).containsExactly("clinic", "other");
        assertThat(feeds.named("clinic").orElseThrow().zone()).hasToString("America/Chicago");
    }

    @Test
    void waitsForAFileThatIsStillBeingWritten() throws IOException {
        write("clinic", "feed: clinic\nzone: America/Chi");
        watch.look();
        write("clinic", "feed: clinic\nzone: America/Chicago\n");
        watch.look();

        assertThat(feeds.named("clinic").orElseThrow().zone()).hasToString("UTC");
        watch.look();

        assertThat(feeds.named("clinic").orElseThrow().zone()).hasToString("America/Chicago");
    }

    @Test
    void takesAllOrNothing() throws IOException {
        write("clinic", "feed: clinic\nzone: America/Chicago\n");
        write("other", "feed: other\nzone: Mars\n");

        watch.look();
        watch.look();

        assertThat(feeds.all()).extracting(Feed::id).containsExactly("clinic");
        assertThat(feeds.named("clinic").orElseThrow().zone()).hasToString("UTC");
    }

    @Test
    void takesOnWhatIsRightAfterAMistakeHasBeenMended() throws IOException {
        write("clinic", "feed: clinic\nzone: Mars\n");
        watch.look();
        watch.look();
        write("clinic", "feed: clinic\nzone: America/Chicago\n");

        watch.look();
        watch.look();

        assertThat(feeds.named("clinic").orElseThrow().zone()).hasToString("America/Chicago");
    }

    @Test
    void refusesAFeedWhoseSamplesDoNotPass() throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("clinic/samples")).resolve("1.hl7"), SAMPLE);
        Files.writeString(
                folder.resolve("clinic/samples/1.json"), "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}");
        write("clinic", "feed: clinic\nzone: America/Chicago\n");

        watch.look();
        watch.look();

        assertThat(feeds.named("clinic").orElseThrow().zone()).hasToString("UTC");
    }

    @Test
    void noticesTablesSamplesAndDialects() throws IOException {
        String before = reader.state();

        Path dialect = Files.createDirectories(config.resolve("dialects/river"));
        Files.writeString(dialect.resolve("feed.yaml"), "feed: river\n");

        assertThat(reader.state()).isNotEqualTo(before);
    }

    @Test
    void staysAsItWasWhenAnAddressCannotBeOpened() throws IOException {
        FeedsWatch closed = new FeedsWatch(reader, new FeedsSettings(folder, Set.of(), Duration.ZERO), others -> {
            throw new CannotListen("the port is taken");
        });
        closed.begin();
        write("clinic", "feed: clinic\nzone: America/Chicago\n");

        closed.look();
        closed.look();

        assertThat(feeds.named("clinic").orElseThrow().zone()).hasToString("UTC");
    }

    @Test
    void leavesOutWhatTheSettingsLeaveOut() throws IOException {
        write("left-out", "feed: left-out\nzone: UTC\n");

        watch.look();
        watch.look();

        assertThat(feeds.all()).extracting(Feed::id).containsExactly("clinic");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(name)).resolve("feed.yaml"), yaml);
    }
}
