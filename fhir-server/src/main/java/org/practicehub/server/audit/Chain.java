package org.practicehub.server.audit;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** The one place where records get their numbers. Processes that share the database take turns by an advisory lock. */
final class Chain {
    /** With the month under way: a month's place is made long before the first record needs it. */
    private static final int MONTHS_AHEAD = 3;

    private static final int MOST_OF_OUTBOX = 500;

    private static final String LAST = "select n, hash from audit.event order by n desc limit 1";
    private static final String TAKE =
            """
            select pg_advisory_xact_lock(hashtextextended('practice hub: audit', 0));
            delete from audit.outbox where id in (select id from audit.outbox order by id limit %d) returning id, body;
            """
                    + LAST;

    private final DataSource database;
    private final Set<YearMonth> months = ConcurrentHashMap.newKeySet();

    Chain(DataSource database) {
        this.database = database;
    }

    /**
     * Adds what waits in the outbox and then these, in one commit.
     *
     * @return whether the outbox may hold more
     * @throws SQLException when nothing was added
     */
    boolean append(List<String> bodies) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean more = append(connection, bodies);
                connection.commit();
                return more;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private boolean append(Connection connection, List<String> bodies) throws SQLException {
        Turn turn = take(connection);
        List<String> all = new ArrayList<>(turn.waiting());
        all.addAll(bodies);
        if (!all.isEmpty()) {
            insert(connection, turn.last(), all);
        }
        return turn.waiting().size() == MOST_OF_OUTBOX;
    }

    private record Turn(List<String> waiting, Link last) {}

    /** The turn, what waits in the outbox and the end of the chain: three statements in one trip to the database. */
    private static Turn take(Connection connection) throws SQLException {
        record Waiting(long id, String body) {}
        List<Waiting> taken = new ArrayList<>();
        try (Statement sql = connection.createStatement()) {
            sql.execute(TAKE.formatted(MOST_OF_OUTBOX));
            sql.getMoreResults();
            try (ResultSet rows = sql.getResultSet()) {
                while (rows.next()) {
                    taken.add(new Waiting(rows.getLong(1), rows.getString(2)));
                }
            }
            sql.getMoreResults();
            taken.sort(Comparator.comparingLong(Waiting::id));
            try (ResultSet row = sql.getResultSet()) {
                return new Turn(taken.stream().map(Waiting::body).toList(), link(row));
            }
        }
    }

    private void insert(Connection connection, Link end, List<String> bodies) throws SQLException {
        Link last = end;
        List<YearMonth> made = new ArrayList<>();
        try (PreparedStatement sql =
                connection.prepareStatement("insert into audit.event (n, at, hash, body) values (?, ?, ?, ?)")) {
            for (String body : bodies) {
                Instant at = Canonical.read(body).at();
                made.addAll(keepMonths(connection, at));
                last = last.next(body);
                sql.setLong(1, last.n());
                sql.setTimestamp(2, Timestamp.from(at));
                sql.setBytes(3, last.hash());
                sql.setString(4, body);
                sql.addBatch();
            }
            sql.executeBatch();
        } catch (SQLException | RuntimeException e) {
            // Made in the transaction that is given up.
            made.forEach(months::remove);
            throw e;
        }
    }

    private List<YearMonth> keepMonths(Connection connection, Instant at) throws SQLException {
        YearMonth month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
        if (months.contains(month)) {
            return List.of();
        }
        List<YearMonth> made = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement("select audit.keep_month(?)")) {
            for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
                sql.setDate(1, Date.valueOf(month.plusMonths(ahead).atDay(1)));
                sql.execute();
            }
        }
        months.add(month);
        made.add(month);
        return made;
    }

    /** The end of the chain. */
    static Link last(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(LAST)) {
            return link(row);
        }
    }

    private static Link link(ResultSet row) throws SQLException {
        return row.next() ? new Link(row.getLong(1), row.getBytes(2)) : Link.START;
    }
}
