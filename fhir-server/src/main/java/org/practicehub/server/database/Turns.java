package org.practicehub.server.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Work that one process does while the others that share the database wait. The turn is held by a connection: a process
 * that dies in the middle gives it away.
 */
public final class Turns {
    private final DataSource database;

    Turns(DataSource database) {
        this.database = database;
    }

    /** Does the work when it is this process's turn. */
    public void alone(String name, Runnable work) {
        long key = UUID.nameUUIDFromBytes(("practice hub: " + name).getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
        try (Connection turn = database.getConnection();
                Statement sql = turn.createStatement()) {
            sql.execute("select pg_advisory_lock(" + key + ")");
            try {
                work.run();
            } finally {
                sql.execute("select pg_advisory_unlock(" + key + ")");
            }
        } catch (SQLException e) {
            throw new CannotStart(
                    "The database cannot be used.", "Check that it runs and that its user may connect.", e);
        }
    }
}
