package org.practicehub.routes.outbound;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The changes that systems have still to hear of, as {@link Outgoing} noted them. */
record Notes(JdbcClient sql) {

    private static final String COLUMNS = " returning id, type, fhir_id, before_version, version, failures";

    /** Takes the oldest, in their order. */
    List<Noted> take(String feed, int most) {
        return sql
                .sql(
                        """
                        delete from hub_outgoing where id in (
                          select id from hub_outgoing where feed = ? and not set_aside order by id limit ?)"""
                                + COLUMNS)
                .params(feed, most)
                .query((row, number) -> noted(row))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Noted::id))
                .toList();
    }

    /** The change with that of the same resource that was set aside: what the system knows is from before it. */
    Noted withSetAside(String feed, Noted change) {
        return sql
                .sql("delete from hub_outgoing where feed = ? and type = ? and fhir_id = ? and set_aside" + COLUMNS)
                .params(feed, change.type(), change.fhirId())
                .query((row, number) -> noted(row))
                .list()
                .stream()
                .min(Comparator.comparingLong(Noted::id))
                .map(change::after)
                .orElse(change);
    }

    /** Lets what stands behind it go on. Returns false when the change is no longer there. */
    boolean setAside(String feed, Noted change) {
        withSetAside(feed, change);
        return sql.sql("update hub_outgoing set set_aside = true, failures = ?, before_version = ? where id = ?")
                        .params(change.failures() + 1, change.before().orElse(null), change.id())
                        .update()
                == 1;
    }

    /** Has what was set aside tried once more. */
    void putBack(String feed) {
        sql.sql("update hub_outgoing set set_aside = false where feed = ? and set_aside")
                .param(feed)
                .update();
    }

    private static Noted noted(ResultSet row) throws SQLException {
        return new Noted(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4)),
                row.getString(5),
                row.getInt(6));
    }
}
