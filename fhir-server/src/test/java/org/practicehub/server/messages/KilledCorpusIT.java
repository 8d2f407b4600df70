package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.server.testing.HubProcess;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The public messages through a hub that is killed in the middle of some of them, and through one that is not: the record is the
 * same (hl7v2.md 5.7, recipe 4). Takes minutes, so it runs on demand: {@code -Dit.test=KilledCorpusIT -Dkills=10}, and
 * {@code -Dseed=} to have the same again.
 */
class KilledCorpusIT {
    private static final int KILLS = Integer.getInteger("kills", 0);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final Duration WORKED_OFF = Duration.ofMinutes(15);

    /** Written by the hub about a message, under an id and at a time of their own. */
    private static final List<String> ABOUT = List.of("Provenance", "Task", "AuditEvent");

    @TempDir
    private Path folder;

    @Test
    void aHubThatIsKilledEndsWithTheRecordOfOneThatIsNot() {
        assumeThat(KILLS).as("only when asked for, with -Dkills=10").isPositive();
        assumeThat(PublicMessages.areHere())
                .as("the public messages are not here; skipped")
                .isTrue();
        // Whoever wants no answer cannot know what to send again.
        List<byte[]> messages = PublicMessages.all().stream()
                .filter(PublicMessages::wantsAnswer)
                .toList();

        Map<String, String> whole = run("whole", messages, Set.of());
        Map<String, String> killed = run("killed", messages, points(messages.size()));

        Set<String> different = new TreeSet<>(whole.keySet());
        different.addAll(killed.keySet());
        different.removeIf(one -> whole.getOrDefault(one, "").equals(killed.getOrDefault(one, "")));
        assertThat(different).as("different after kills of seed %s", SEED).isEmpty();
        assertThat(whole).hasSizeGreaterThan(1000);
    }

    private static Set<Integer> points(int size) {
        return new TreeSet<>(new Random(SEED).ints(KILLS, 0, size).boxed().toList());
    }

    private Map<String, String> run(String name, List<byte[]> messages, Set<Integer> killedAt) {
        TestDatabase database = TestDatabase.create();
        JdbcClient sql =
                JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
        HubProcess hub = start(name, database);
        try {
            MllpClient sender = hub.connect();
            for (int i = 0; i < messages.size(); i++) {
                if (killedAt.contains(i)) {
                    sender.write(MllpClient.frame(messages.get(i)));
                    hub.kill();
                    sender.close();
                    hub = start(name, database);
                    sender = hub.connect();
                }
                sender.send(messages.get(i));
            }
            sender.close();
            await().atMost(WORKED_OFF).pollInterval(Duration.ofSeconds(1)).until(() -> sql.sql(
                            """
                            select not exists (select from hub_message m where state = 'received' and not exists (
                              select from hub_message_key mine join hub_message_key earlier
                                on earlier.key = mine.key and earlier.turn < mine.turn
                              where mine.message = m.id))""")
                    .query(Boolean.class)
                    .single());
            return record(sql);
        } finally {
            hub.close();
        }
    }

    private HubProcess start(String name, TestDatabase database) {
        return HubProcess.start(
                        folder.resolve(name + ".log"),
                        Map.of(
                                "HUB_DATABASE_URL", database.url(),
                                "HUB_DATABASE_USER", database.user(),
                                "HUB_DATABASE_PASSWORD", database.password(),
                                "HUB_MASTER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                                "hub.data", folder.resolve(name).toString()))
                .ready();
    }

    /** What is in the record, by {@code Patient/x}: the text of each resource that is there. */
    private static Map<String, String> record(JdbcClient sql) {
        Map<String, String> record = new TreeMap<>();
        sql.sql(
                        """
                        select r.res_type || '/' || r.fhir_id, v.res_text_vc from hfj_resource r
                          join hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver
                        where r.res_deleted_at is null and r.res_type <> all (?)""")
                .param(new ArrayList<>(ABOUT).toArray(String[]::new))
                .query((row, number) -> record.put(row.getString(1), String.valueOf(row.getString(2))))
                .list();
        return record;
    }
}
