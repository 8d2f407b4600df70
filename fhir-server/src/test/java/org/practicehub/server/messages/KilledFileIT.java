package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.HubProcess;
import org.practicehub.server.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A hub is killed in the middle of a file and another reads it again: every message is there, once (G15, G19, G28). Two hubs start
 * for it, so it runs on demand, with {@code -Drecipes=long}; {@link KilledHubIT} shows the same of a stream each time.
 */
@EnabledIfSystemProperty(named = "recipes", matches = "long", disabledReason = "takes minutes: -Drecipes=long")
class KilledFileIT {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int MESSAGES = 400;

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient sql =
            JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));

    @Test
    void theFileIsReadAgainAndNothingIsThereTwice(@TempDir Path folder) throws IOException {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Map<String, String> settings = Map.of(
                "HUB_DATABASE_URL", database.url(),
                "HUB_DATABASE_USER", database.user(),
                "HUB_DATABASE_PASSWORD", database.password(),
                "HUB_MASTER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "hub.data", folder.resolve("data").toString(),
                "hub.feeds.folder", feeds(folder, inbox).toString());
        try (HubProcess hub = HubProcess.start(folder.resolve("first.log"), settings)) {
            hub.ready();
            Files.writeString(folder.resolve("visits.hl7"), batch());
            Files.move(folder.resolve("visits.hl7"), inbox.resolve("visits.hl7"));
            await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> count("hub_message") > 0);
            hub.kill();
        }
        long before = count("hub_message");
        assertThat(before).isBetween(1L, (long) MESSAGES - 1);
        assertThat(inbox.resolve("visits.hl7")).exists();

        try (HubProcess hub = HubProcess.start(folder.resolve("second.log"), settings)) {
            hub.ready();
            await().atMost(LONG).until(() -> Files.exists(inbox.resolve("done/visits.hl7")));
            await().atMost(LONG).until(() -> count("hub_message where state = 'received'") == 0);
        }

        assertThat(count("hub_message")).isEqualTo(MESSAGES);
        assertThat(count("hub_message where state = 'applied'")).isEqualTo(MESSAGES);
        assertThat(count("hub_identifier where type = 'Patient' and value like '96%'"))
                .isEqualTo(MESSAGES);
        assertThat(Files.readString(inbox.resolve("done/visits.hl7.ack"))).contains("BTS|" + MESSAGES + "\r");
    }

    private static Path feeds(Path folder, Path inbox) throws IOException {
        Path feeds = Files.createDirectory(folder.resolve("feeds"));
        FileSystemUtils.copyRecursively(Path.of("..", "config", "feeds", "demo-ehr"), feeds.resolve("demo-ehr"));
        Path own = Files.createDirectory(feeds.resolve("files"));
        Files.writeString(
                own.resolve("feed.yaml"),
                "feed: files\nextends: demo-ehr\nlisten: file://" + inbox + "\nfolder: { everySeconds: 1 }\n");
        return feeds;
    }

    private static String batch() {
        StringBuilder batch = new StringBuilder("BHS|^~\\&|TEST_EHR|TEST\n");
        for (int i = 0; i < MESSAGES; i++) {
            batch.append(Hl7.adt("A28", Integer.toString(960_000 + i), "Batch", "Number" + i));
        }
        return batch.append("BTS|").append(MESSAGES).append('\n').toString();
    }

    private long count(String what) {
        return sql.sql("select count(*) from " + what).query(Long.class).single();
    }
}
