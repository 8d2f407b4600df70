package org.practicehub.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.database.DatabaseSettings.Places;

/**
 * The hub's database for a command that looks into it: the outside one, the embedded one of a hub that runs, or else the embedded
 * one, started for as long as the command takes.
 */
public final class OpenDatabase implements AutoCloseable {
    private static final String EMBEDDED_USER = "postgres";
    /** Line of postmaster.pid that holds the port (PostgreSQL's LOCK_FILE_LINE_PORT). */
    private static final int PORT_LINE = 3;

    private final Connection connection;
    private final @Nullable EmbeddedDatabase started;

    private OpenDatabase(Connection connection, @Nullable EmbeddedDatabase started) {
        this.connection = connection;
        this.started = started;
    }

    /**
     * Opens it.
     *
     * @throws CannotStart when it cannot be reached
     */
    public static OpenDatabase of(DatabaseSettings settings, Path data) {
        try {
            if (!settings.embedded()) {
                return new OpenDatabase(
                        DriverManager.getConnection(settings.url(), settings.user(), settings.password()), null);
            }
            Path running = Places.in(data).cluster().resolve("postmaster.pid");
            if (Files.exists(running) && LeftOverPostmaster.runs(Places.in(data).cluster())) {
                return running(Places.in(data), Files.readAllLines(running));
            }
            EmbeddedDatabase embedded = EmbeddedDatabase.start(data);
            return new OpenDatabase(
                    DriverManager.getConnection(embedded.url(), embedded.user(), embedded.password()), embedded);
        } catch (SQLException | IOException e) {
            throw new CannotStart(
                    "The database cannot be reached, or does not let the hub in.",
                    "Check HUB_DATA, or HUB_DATABASE_URL, HUB_DATABASE_USER and HUB_DATABASE_PASSWORD.",
                    e);
        }
    }

    private static OpenDatabase running(Places places, List<String> postmaster) throws SQLException, IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + postmaster.get(PORT_LINE).trim() + "/postgres";
        return new OpenDatabase(
                DriverManager.getConnection(url, EMBEDDED_USER, Files.readString(places.password())), null);
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
            if (started != null) {
                started.close();
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the database cannot be closed", e);
        }
    }
}
