package org.practicehub.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.practicehub.server.audit.Event.About;
import org.practicehub.server.audit.Event.What;
import org.practicehub.server.audit.Verifier.Finding;
import org.practicehub.server.testing.TestDatabase;

/** The chain in a real database, and what an attacker who owns that database can do to it (smart.md 3.6). */
class ChainIT {
    private static final Instant NOW = Instant.parse("2026-03-31T23:59:58Z");

    @TempDir
    Path folder;

    private PGSimpleDataSource database = new PGSimpleDataSource();
    private Path file = Path.of("none");
    private Map<String, PublicKey> keys = Map.of();

    @BeforeEach
    void makeTables() throws Exception {
        TestDatabase fresh = TestDatabase.create();
        database = new PGSimpleDataSource();
        database.setUrl(fresh.url());
        database.setUser(fresh.user());
        database.setPassword(fresh.password());
        try (var script = Objects.requireNonNull(getClass().getResourceAsStream("/db/hub/V7__audit.sql"))) {
            sql(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        file = folder.resolve("checkpoints.jsonl");
    }

    @Test
    void whatIsAppendedIsWhole() throws Exception {
        append(1, 20);
        sign();
        append(21, 25);

        assertThat(verify()).isEqualTo(new Finding.Whole(25, 20));
    }

    @Test
    void recordsStayAsTheyAre() throws Exception {
        append(1, 3);

        for (String attempt : List.of(
                "update audit.event set body = body where n = 2",
                "delete from audit.event where n = 2",
                "truncate audit.event",
                "truncate audit.event_2026_03",
                "update audit.event_2026_03 set n = 9 where n = 2")) {
            assertThatThrownBy(() -> sql(attempt)).as(attempt).hasMessageContaining("added to, never changed");
        }
        assertThat(verify()).isEqualTo(new Finding.Whole(3, 0));
    }

    @Test
    void oneFlippedByteIsFound() throws Exception {
        append(1, 20);
        tamper("update audit.event set body = overlay(body placing 'X' from 40 for 1) where n = 7");

        assertThat(broken().n()).isEqualTo(7);
        assertThat(broken().why()).contains("changed");
    }

    @Test
    void aRecordThatWasTakenOutIsFound() throws Exception {
        append(1, 20);
        tamper("delete from audit.event where n = 7");

        assertThat(broken()).isEqualTo(new Finding.Broken(7, "it is missing"));
    }

    @Test
    void twoRecordsThatChangedPlacesAreFound() throws Exception {
        append(1, 20);
        tamper("update audit.event set n = 99 where n = 7");
        tamper("update audit.event set n = 7 where n = 8");
        tamper("update audit.event set n = 8 where n = 99");

        assertThat(broken().n()).isEqualTo(7);
        assertThat(broken().why()).contains("not in its place");
    }

    @Test
    void aRecordUnderAnotherTimeIsFound() throws Exception {
        append(1, 20);
        tamper("update audit.event set at = at - interval '10 minutes' where n = 7");

        assertThat(broken().n()).isEqualTo(7);
        assertThat(broken().why()).contains("time");
    }

    @Test
    void anEndThatWasCutOffIsFoundByItsCheckpoint() throws Exception {
        append(1, 20);
        sign();
        tamper("delete from audit.event where n > 15");

        assertThat(broken().n()).isEqualTo(16);
        assertThat(broken().why()).contains("missing").contains("there were 20");
    }

    /** What no chain can see: nobody signed for what was cut off. */
    @Test
    void anEndThatNobodySignedForIsNotMissed() throws Exception {
        append(1, 20);
        sign();
        append(21, 30);
        tamper("delete from audit.event where n > 20");

        assertThat(verify()).isEqualTo(new Finding.Whole(20, 20));
    }

    @Test
    void anOlderCopyThatWentOnIsFoundByItsCheckpoint() throws Exception {
        append(1, 20);
        sign();
        tamper("delete from audit.event where n > 10");
        append(101, 115);

        assertThat(broken().n()).isEqualTo(20);
        assertThat(broken().why()).contains("written anew");
    }

    @Test
    void aForgedCheckpointIsFound() throws Exception {
        append(1, 20);
        sign();
        Files.writeString(file, Files.readString(file).replace("\"n\":20", "\"n\":19"));

        assertThat(broken().why()).contains("not signed");
    }

    @Test
    void theChainGoesOnIntoTheNextMonth() throws Exception {
        append(1, 10);

        assertThat(count("select count(*) from audit.event_2026_03")).isEqualTo(2);
        assertThat(count("select count(*) from audit.event_2026_04")).isEqualTo(8);
        assertThat(count("select count(*) from pg_class where relname like 'event_2026___' and relkind = 'r'"))
                .isGreaterThanOrEqualTo(4);
    }

    /** When older months are put away, the rest is verified from its first record on. */
    @Test
    void whatIsLeftAfterMonthsWerePutAwayIsVerified() throws Exception {
        append(1, 10);
        sign();
        sql("alter table audit.event detach partition audit.event_2026_03");

        assertThat(verify(1)).isInstanceOf(Finding.Broken.class);
        assertThat(verify(3)).isEqualTo(new Finding.Whole(10, 10));
    }

    @Test
    void processesThatShareTheDatabaseTakeTurns() throws Exception {
        List<CompletableFuture<Void>> processes = new ArrayList<>();
        for (int process = 0; process < 3; process++) {
            Chain chain = new Chain(database);
            processes.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 50; i++) {
                    append(chain, List.of(event(i), event(i + 1)));
                }
            }));
        }
        CompletableFuture.allOf(processes.toArray(CompletableFuture[]::new)).join();

        assertThat(verify()).isEqualTo(new Finding.Whole(300, 0));
    }

    @Test
    void whatWaitsInTheOutboxIsNumberedFirst() throws Exception {
        sql("insert into audit.outbox (body) values ('" + event(1) + "')");
        append(2, 2);

        assertThat(count("select count(*) from audit.outbox")).isZero();
        assertThat(count("select count(*) from audit.event where n = 1 and body like '%number-1\"%'"))
                .isEqualTo(1);
    }

    /** What a client may put into an address must not keep the event from being kept. */
    @Test
    void textThatNoDatabaseTakesIsCleaned() throws Exception {
        Event event = new Event(
                NOW,
                What.done("rest", "read", "R"),
                Caller.unknown("\ud800::\u0000"),
                null,
                About.NOTHING,
                "r\u0000\u001b",
                null,
                Map.of());
        append(new Chain(database), List.of(Canonical.write(event)));

        assertThat(verify()).isEqualTo(new Finding.Whole(1, 0));
    }

    private void append(int from, int to) {
        List<String> bodies = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            bodies.add(event(i));
        }
        append(new Chain(database), bodies);
    }

    private static void append(Chain chain, List<String> bodies) {
        try {
            chain.append(bodies);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String event(int number) {
        return Canonical.write(new Event(
                NOW.plusSeconds(number - 1),
                What.done("rest", "read", "R"),
                Caller.hub(),
                null,
                new About(List.of("Observation/o" + number), List.of("Patient/p"), List.of(), null, null, 1),
                "number-" + number,
                null,
                Map.of()));
    }

    private void sign() throws Exception {
        CheckpointKey key = CheckpointKey.in(folder);
        keys = Map.of(key.id(), CheckpointKey.publicKey(CheckpointKey.publicFile(folder)));
        new Checkpoints(database, key, file, Clock.fixed(NOW, ZoneOffset.UTC)).sign();
    }

    private Finding verify() throws Exception {
        return verify(1);
    }

    private Finding verify(long from) throws Exception {
        List<Checkpoint> checkpoints = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                checkpoints.add(Checkpoint.parse(line).orElseThrow());
            }
        }
        try (Connection connection = database.getConnection()) {
            return new Verifier(keys).verify(connection, checkpoints, from);
        }
    }

    private Finding.Broken broken() throws Exception {
        return (Finding.Broken) verify();
    }

    /** As the owner of the database may. */
    private void tamper(String statement) throws SQLException {
        sql("set session_replication_role = replica; " + statement);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private long count(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement();
                var row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
