package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.silence.SilenceWatch;
import org.practicehub.routes.silence.Silences;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.TestFeed;

/** A feed that says nothing although its file expects messages. Time is that of hubs that look with a clock of ours. */
class SilenceIT extends MessagesOverASocket {
    private static final Duration LONGER = Duration.ofMinutes(61);

    @TempDir
    Path folder;

    private TestFeed feed;
    private Instant now;

    @BeforeEach
    void open() {
        feed = TestFeed.open(
                hub, "quiet", "file://" + folder, "folder: { everySeconds: 1 }", "silence: { afterMinutes: 60 }");
        now = Instant.now();
    }

    @AfterEach
    void close() {
        feed.close();
        // The silence of a feed that is gone ends, and nobody need see to it any more.
        hub.bean(SilenceWatch.class).look();
        assertThat(hub.bean(Silences.class).since("quiet")).isEmpty();
        assertThat(open(tasks())).isEmpty();
    }

    @Test
    void aSilenceIsToldOnceAndEndsWhenSomethingComes() throws Exception {
        SilenceWatch one = anotherHub();
        one.look();
        assertThat(feed.status("silentSince")).isEmpty();
        int before = tasks().size();

        now = now.plus(LONGER);
        one.look();

        assertThat(feed.status("silentSince")).isPresent();
        assertThat(feed.status("expecting")).contains("true");
        Task task = open(tasks()).get(0);
        assertThat(task.getCode().getCodingFirstRep().getCode()).isEqualTo("silent-feed");
        assertThat(task.getStatusReason().getText()).contains("quiet");

        // Others look too, later, and after a start.
        now = now.plus(LONGER);
        one.look();
        anotherHub().look();
        hub.bean(SilenceWatch.class).look();
        assertThat(tasks()).hasSize(before + 1);

        String message = Hl7.adt("A28", "935001", "Quiet", "Quentin");
        Files.writeString(folder.resolve("m.hl7"), message);
        await().atMost(SOON).until(() -> header(message) != null);
        settled(message);
        hub.bean(SilenceWatch.class).look();

        assertThat(feed.status("silentSince")).isEmpty();
        assertThat(client.read()
                        .resource(Task.class)
                        .withId(task.getIdElement().getIdPart())
                        .execute()
                        .getStatus())
                .isEqualTo(TaskStatus.COMPLETED);
        assertThat(feed.status("receivedLastHour")).contains("1");
        assertThat(feed.status("receivedLastFiveMinutes")).contains("1");
        assertThat(feed.status("oldestWaiting")).isEmpty();
    }

    /** Two hubs that find the same silence at the same time make one Task. */
    @Test
    void twoHubsMakeOneTask() throws Exception {
        SilenceWatch one = anotherHub();
        SilenceWatch other = anotherHub();
        one.look();
        other.look();
        int before = tasks().size();
        now = now.plus(LONGER);
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService hubs = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> looks =
                    List.of(hubs.submit(() -> look(one, together)), hubs.submit(() -> look(other, together)));
            together.countDown();
            for (Future<?> look : looks) {
                look.get(30, TimeUnit.SECONDS);
            }
        } finally {
            hubs.shutdownNow();
        }

        await().atMost(SOON).until(() -> feed.status("silentSince").isPresent());
        assertThat(tasks()).hasSize(before + 1);
    }

    private SilenceWatch anotherHub() {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        return new SilenceWatch(hub.bean(Feeds.class), hub.bean(Silences.class), hub.bean(FhirStore.class), clock);
    }

    private static void look(SilenceWatch hub, CountDownLatch together) {
        try {
            together.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        hub.look();
    }

    private List<Task> tasks() {
        return client
                .search()
                .forResource(Task.class)
                .where(Task.CODE.exactly().systemAndCode("urn:x-hub:task", "silent-feed"))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .stream()
                .map(entry -> (Task) entry.getResource())
                .toList();
    }

    private static List<Task> open(List<Task> tasks) {
        return tasks.stream()
                .filter(task -> task.getStatus() == TaskStatus.REQUESTED)
                .toList();
    }
}
