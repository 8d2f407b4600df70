package org.practicehub.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PostgreSQL in the data directory: durable, closed to strangers, and there again after whatever happened. */
class EmbeddedDatabaseIT {

    @Test
    void whatWasWrittenIsThereAfterARestart(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("with a space");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            run(database, "create table kept (value text)");
            run(database, "insert into kept values ('still here')");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(ask(database, "select value from kept")).isEqualTo("still here");
        }
    }

    @Test
    void writesAreDurable(@TempDir Path data) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(ask(database, "show fsync")).isEqualTo("on");
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "show full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void nobodyComesInWithoutThePassword(@TempDir Path data) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "guess"))
                    .isInstanceOf(SQLException.class);
            assertThat(Files.getPosixFilePermissions(
                            DatabaseSettings.Places.in(data).password()))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    @Test
    void aSecondHubOnTheSameDirectoryIsToldSo(@TempDir Path data) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(data))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Another hub is running");
        }
    }

    /** The hub was killed: its PostgreSQL goes on, and must be stopped before another is started. */
    @Test
    void aPostgresThatIsLeftOverIsTakenCareOf(@TempDir Path data) throws Exception {
        Process hub = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        hub.getInputStream().transferTo(OutputStream.nullOutputStream());
        hub.waitFor();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(ask(database, "select count(*)::text from kept")).isEqualTo("0");
        }
    }

    /** A hub that dies without a word as soon as its database runs. */
    static final class Killed {
        public static void main(String[] arguments) throws SQLException {
            run(EmbeddedDatabase.start(Path.of(arguments[0])), "create table kept (value text)");
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(EmbeddedDatabase database, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static String ask(EmbeddedDatabase database, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
