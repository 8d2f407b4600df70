package org.practicehub.routes.silence;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The feeds that are silent, in the database that hubs share: of several hubs, one begins a silence and one ends it. */
public class Silences {
    private final JdbcClient sql;

    public Silences(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A feed that is silent.
     *
     * @param since when something came last; where nothing ever did, since when the hub listens
     */
    public record Silent(String feed, Instant since) {}

    public List<Silent> all() {
        return sql.sql("select feed, since from hub_silence order by feed")
                .query((row, number) ->
                        new Silent(row.getString(1), row.getTimestamp(2).toInstant()))
                .list();
    }

    /** Since when the feed is silent; empty when it is not. */
    public Optional<Instant> since(String feed) {
        return sql.sql("select since from hub_silence where feed = ?")
                .param(feed)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** Whether this call was the one that noted it. */
    boolean begin(Silent silent) {
        return sql.sql("insert into hub_silence (feed, since) values (?, ?) on conflict do nothing")
                        .params(silent.feed(), Timestamp.from(silent.since()))
                        .update()
                == 1;
    }

    /** Whether this call was the one that ended it. */
    boolean end(Silent silent) {
        return sql.sql("delete from hub_silence where feed = ? and since = ?")
                        .params(silent.feed(), Timestamp.from(silent.since()))
                        .update()
                == 1;
    }

    /** When a message of this feed came last. */
    Optional<Instant> lastHeard(String feed) {
        return sql.sql(
                        """
                        select received_at from hub_message where feed = ? and direction = 'in'
                        order by received_at desc limit 1""")
                .param(feed)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }
}
