package org.practicehub.benchmarks.hub;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks into the hub's database, so that counting costs the hub nothing. */
final class Database implements AutoCloseable {
    private final Connection connection;

    Database(int port, String password) {
        try {
            connection = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
        } catch (SQLException e) {
            throw new IllegalStateException("the hub's database cannot be reached", e);
        }
    }

    /** One row of an answer. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> ask(Reader<T> reader, String sql, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the hub's database does not answer", e);
        }
    }

    long number(String sql, Object... parameters) {
        return ask(row -> row.getLong(1), sql, parameters).get(0);
    }

    long lastMessage() {
        return number("select coalesce(max(id), 0) from hub_message");
    }

    /** How many messages after this one are in which state. */
    Map<String, Long> states(long after) {
        Map<String, Long> states = new TreeMap<>();
        ask(
                row -> states.put(row.getString(1), row.getLong(2)),
                "select state, count(*) from hub_message where id > ? group by state",
                after);
        return states;
    }

    long waiting() {
        return number("select count(*) from hub_message where state = 'received'");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the hub's database does not let go", e);
        }
    }
}
