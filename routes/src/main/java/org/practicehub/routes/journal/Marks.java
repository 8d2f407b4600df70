package org.practicehub.routes.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.practicehub.mappings.record.Mark;
import org.practicehub.routes.store.Written;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last event of each feed that was applied to a resource: what keeps an older one from undoing it (G18). */
public class Marks {
    private final JdbcClient sql;

    public Marks(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Mark> last(String feed, String type, String id) {
        return sql.sql("select event_time, sequence, version from hub_mark where feed = ? and type = ? and id = ?")
                .params(feed, type, id)
                .query((row, number) -> new Mark(row.getTimestamp(1).toInstant(), row.getLong(2), row.getString(3)))
                .optional();
    }

    /**
     * This event was applied and left these versions behind; it is the last one of each, unless a later one was there before
     * it.
     */
    public void move(String feed, Collection<Written> resources, Instant eventTime, long sequence) {
        sql.sql(
                        """
                        insert into hub_mark as mark (feed, type, id, event_time, sequence, version)
                        select distinct on (type, id) ?, type, id, ?::timestamptz, ?::bigint, version
                        from unnest(?::text[], ?::text[], ?::text[]) with ordinality given (type, id, version, number)
                        order by type, id, number
                        on conflict (feed, type, id) do update set version = excluded.version,
                          (event_time, sequence) = (select * from (values (mark.event_time, mark.sequence),
                            (excluded.event_time, excluded.sequence)) event (time, number)
                            order by time desc, number desc limit 1)""")
                .params(
                        feed,
                        Journal.timestamp(eventTime),
                        sequence,
                        resources.stream().map(Written::type).toArray(String[]::new),
                        resources.stream().map(Written::id).toArray(String[]::new),
                        resources.stream().map(Written::version).toArray(String[]::new))
                .update();
    }
}
