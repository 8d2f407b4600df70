package org.practicehub.server.audit;

import java.security.PublicKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks the chain from its first record to its last and along signed checkpoints. What was changed, taken out or moved shows in
 * the chain itself; what was cut off at the end, or all written anew, shows by a checkpoint that was kept elsewhere.
 */
final class Verifier {
    private static final int AT_ONCE = 5000;

    private final Map<String, PublicKey> keys;

    /**
     * Trusts these keys, by name.
     *
     * @param keys public halves of the keys that sign checkpoints
     */
    Verifier(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** What was found: that all is well up to a record, or the first that is not, and why. */
    sealed interface Finding {
        /**
         * All is as it was written.
         *
         * @param last number of the last record
         * @param signed up to which record a checkpoint vouches for it; 0 for none
         */
        record Whole(long last, long signed) implements Finding {}

        /**
         * Not so.
         *
         * @param n the first record that is not as it was written
         */
        record Broken(long n, String why) implements Finding {}
    }

    /**
     * Verifies all records from one on.
     *
     * @param from 1, or the first record that was kept when older months were put away; its predecessor is taken from its own hash
     */
    Finding verify(Connection database, List<Checkpoint> checkpoints, long from) throws SQLException {
        List<Checkpoint> inOrder = new ArrayList<>(checkpoints);
        inOrder.sort(Comparator.comparingLong(checkpoint -> checkpoint.end().n()));
        for (Checkpoint checkpoint : inOrder) {
            PublicKey key = keys.get(checkpoint.key());
            if (key == null || !checkpoint.isSignedBy(key)) {
                return new Finding.Broken(
                        checkpoint.end().n(), "the checkpoint for it was not signed by a key that is known here");
            }
        }
        database.setAutoCommit(false);
        try (Statement sql = database.createStatement()) {
            sql.setFetchSize(AT_ONCE);
            try (ResultSet rows = sql.executeQuery(
                    "select n, at, hash, body from audit.event where n >= " + from + " order by n, at")) {
                return walk(rows, inOrder, from);
            }
        } finally {
            database.rollback();
        }
    }

    private static Finding walk(ResultSet rows, List<Checkpoint> checkpoints, long from) throws SQLException {
        Link link = Link.START;
        int next = 0;
        long signed = 0;
        while (next < checkpoints.size() && checkpoints.get(next).end().n() < from) {
            next++;
        }
        while (rows.next()) {
            boolean first = link == Link.START && from > 1;
            Optional<String> wrong = first ? present(rows, from) : wrong(rows, link);
            if (wrong.isPresent()) {
                long expected = first ? from : link.n() + 1;
                return new Finding.Broken(expected, wrong.get());
            }
            link = new Link(rows.getLong("n"), rows.getBytes("hash"));
            while (next < checkpoints.size() && checkpoints.get(next).end().n() == link.n()) {
                if (!link.has(checkpoints.get(next).end().hash())) {
                    return new Finding.Broken(
                            link.n(),
                            "it is not the record that was signed at "
                                    + checkpoints.get(next).at()
                                    + ": it, or one before it, was written anew");
                }
                signed = link.n();
                next++;
            }
        }
        if (next < checkpoints.size()) {
            Checkpoint known = checkpoints.get(checkpoints.size() - 1);
            return new Finding.Broken(
                    link.n() + 1,
                    "it and all after it are missing: at " + known.at() + " there were "
                            + known.end().n());
        }
        return new Finding.Whole(link.n(), signed);
    }

    private static Optional<String> present(ResultSet row, long from) throws SQLException {
        return row.getLong("n") == from ? Optional.empty() : Optional.of("it is missing");
    }

    private static Optional<String> wrong(ResultSet row, Link before) throws SQLException {
        long n = row.getLong("n");
        if (n > before.n() + 1) {
            return Optional.of(n == before.n() + 2 ? "it is missing" : "it and all before " + n + " are missing");
        }
        if (n <= before.n()) {
            return Optional.of("before it, record " + n + " stands a second time");
        }
        String body = row.getString("body");
        if (!before.next(body).has(row.getBytes("hash"))) {
            return Optional.of("it was changed, or is not in its place: its hash does not follow from the one before");
        }
        Instant at = row.getTimestamp("at").toInstant();
        return Canonical.read(body).at().equals(at)
                ? Optional.empty()
                : Optional.of("the time that it is kept under is not its own");
    }
}
