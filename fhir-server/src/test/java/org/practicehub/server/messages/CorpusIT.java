package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.routes.inbound.Dispatcher;
import org.practicehub.routes.inbound.Intake;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.Rework;
import org.practicehub.routes.journal.Rework.Decision;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestHub;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The public messages over a real socket, twice (hl7v2.md 5.7, recipes 1 and 2).
 */
class CorpusIT {
    private static final Duration WORKED_OFF = Duration.ofMinutes(10);

    @Test
    void everyMessageIsAnsweredAndTheSecondTimeChangesNothing() {
        assumeThat(PublicMessages.areHere())
                .as("the public messages are not here; skipped")
                .isTrue();
        TestHub hub = TestHub.shared();
        List<byte[]> messages = PublicMessages.all();

        sendAll(hub, messages);
        hub.workOff(WORKED_OFF);
        long versions = versions(hub);
        long journal = count(hub, "select count(*) from hub_message where feed = 'demo-ehr'");
        sendAll(hub, messages);
        hub.workOff(WORKED_OFF);

        assertThat(messages).hasSizeGreaterThan(1000);
        assertThat(journal).isGreaterThan(1000);
        assertThat(versions(hub)).as("versions after the second time").isEqualTo(versions);

        // The second time stops at the door (G15); a replay goes all the way through (G16). What waited for a held
        // message
        // goes first, as if a person had skipped that one.
        while (skipHeld(hub) > 0) {
            hub.workOff(WORKED_OFF);
        }
        versions = versions(hub);
        long replayed = replayAll(hub);
        hub.workOff(WORKED_OFF);

        assertThat(replayed).isGreaterThan(200);
        assertThat(versions(hub)).as("versions after a replay").isEqualTo(versions);
        assertThat(count(hub, "select count(*) from hub_message where problems @> '[{\"code\":\"INTERNAL\"}]'"))
                .as("messages that the hub itself failed on")
                .isZero();
    }

    /** Each message on one connection as an EHR sends them; an answer is for the message that was sent, or the test hangs. */
    private static void sendAll(TestHub hub, List<byte[]> messages) {
        try (MllpClient sender = hub.connect()) {
            for (byte[] bytes : messages) {
                if (PublicMessages.wantsAnswer(bytes)
                        && Message.read(bytes, StandardCharsets.UTF_8) instanceof Reading.Read read) {
                    assertThat(answered(sender.send(bytes)))
                            .isEqualTo(read.message().header().field(10).raw());
                } else {
                    sendWithoutWaiting(hub, bytes);
                }
            }
        }
    }

    /** What may or may not be answered gets a connection of its own, so that no answer is taken for another's. */
    private static void sendWithoutWaiting(TestHub hub, byte[] bytes) {
        try (MllpClient sender = hub.connect()) {
            sender.write(MllpClient.frame(bytes));
        }
    }

    /** MSA-2: which message an answer is for. */
    private static String answered(String answer) {
        Reading reading = Message.read(answer.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return ((Reading.Read) reading).message().one("MSA").field(2).raw();
    }

    private static long skipHeld(TestHub hub) {
        Decision nobody = new Decision(Optional.empty(), Optional.empty());
        long skipped = messages(hub, "held").stream()
                .filter(id -> hub.bean(Rework.class).skip(id, nobody))
                .count();
        hub.bean(Dispatcher.class).wake();
        return skipped;
    }

    private static List<Long> messages(TestHub hub, String... states) {
        return hub.bean(JdbcClient.class)
                .sql("select id from hub_message where feed = 'demo-ehr' and state = any (?) order by id")
                .param(states)
                .query(Long.class)
                .list();
    }

    private static long replayAll(TestHub hub) {
        Feed feed = hub.bean(Feeds.class).named("demo-ehr").orElseThrow();
        long replayed = messages(hub, "applied", "unchanged", "stale").stream()
                .filter(id -> hub.bean(Rework.class)
                        .replay(
                                id,
                                hub.bean(Intake.class)
                                        .keys(feed, hub.bean(Journal.class).bytes(id))))
                .count();
        hub.bean(Dispatcher.class).wake();
        return replayed;
    }

    private static long versions(TestHub hub) {
        return count(hub, "select sum(res_ver) from hfj_resource where res_type <> 'Task'");
    }

    private static long count(TestHub hub, String query) {
        return hub.bean(JdbcClient.class).sql(query).query(Long.class).single();
    }
}
