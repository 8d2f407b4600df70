package org.practicehub.server.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/** Signs the end of the chain from time to time, and adds the signature to a file and to the database. */
final class Checkpoints {
    private final DataSource database;
    private final CheckpointKey key;
    private final Path file;
    private final Clock clock;
    private long signed = -1;

    Checkpoints(DataSource database, CheckpointKey key, Path file, Clock clock) {
        this.database = database;
        this.key = key;
        this.file = file;
        this.clock = clock;
    }

    /**
     * Signs what the chain ends with now, if it has grown.
     *
     * @throws AuditUnavailable when file or database cannot be written
     */
    synchronized void sign() {
        try (Connection connection = database.getConnection()) {
            Link end = Chain.last(connection);
            if (end.n() == signed || end.n() == 0) {
                return;
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Checkpoint checkpoint = Checkpoint.sign(now, end, key);
            // The file first: it is the one that a change of the database does not reach.
            write(checkpoint);
            insert(connection, checkpoint);
            signed = end.n();
        } catch (SQLException | IOException e) {
            throw new AuditUnavailable(e);
        }
    }

    private void write(Checkpoint checkpoint) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                checkpoint.line() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC);
    }

    private static void insert(Connection connection, Checkpoint checkpoint) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "insert into audit.checkpoint (at, n, hash, key, signature) values (?, ?, ?, ?, ?)")) {
            sql.setTimestamp(1, Timestamp.from(checkpoint.at()));
            sql.setLong(2, checkpoint.end().n());
            sql.setBytes(3, checkpoint.end().hash());
            sql.setString(4, checkpoint.key());
            sql.setBytes(5, checkpoint.signature());
            sql.executeUpdate();
        }
    }
}
