package org.practicehub.routes.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.practicehub.routes.journal.MessageState;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The replays that were asked for, in the database that hubs share. */
public class Replays {
    private static final int SHOWN = 20;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    public Replays(JdbcClient sql, TransactionTemplate transaction) {
        this.sql = sql;
        this.transaction = transaction;
    }

    /** How many messages would be worked off again. */
    public long count(Selection selection) {
        List<Object> values = new ArrayList<>();
        return sql.sql("select count(*) from hub_message m" + where(selection, values))
                .params(values)
                .query(Long.class)
                .single();
    }

    /**
     * Has them worked off again. Returns its number; empty when another replay of the feed has not ended.
     *
     * @param by who asked, as a resource or a client
     */
    public Optional<Long> start(Selection selection, Optional<String> by, Instant now) {
        List<Object> values = new ArrayList<>();
        String where = where(selection, values);
        return start(selection.feed(), where, values, by, now, now);
    }

    /**
     * Has these messages of a feed worked off again, those among them that can be.
     *
     * @param begins not before then
     */
    public Optional<Long> start(
            String feed, Collection<Long> messages, Optional<String> by, Instant now, Instant begins) {
        List<Object> values = new ArrayList<>();
        String where = where(new Selection(feed, false, Optional.empty(), Optional.empty()), values);
        values.add(messages.toArray(Long[]::new));
        return start(feed, where + " and m.id = any (?::bigint[])", values, by, now, begins);
    }

    private Optional<Long> start(
            String feed, String where, List<Object> chosen, Optional<String> by, Instant now, Instant begins) {
        try {
            return Optional.ofNullable(transaction.execute(status -> {
                long id = sql.sql(
                                """
                                insert into hub_replay (feed, requested_at, requested_by, begins_at)
                                values (?, ?, ?, ?) returning id""")
                        .params(feed, Timestamp.from(now), by.orElse(null), Timestamp.from(begins))
                        .query(Long.class)
                        .single();
                List<Object> values = new ArrayList<>(List.of(id));
                values.addAll(chosen);
                sql.sql("insert into hub_replay_message (replay, turn, message)"
                                + " select ?, coalesce(m.turn, m.id), m.id from hub_message m" + where)
                        .params(values)
                        .update();
                return id;
            }));
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
    }

    /** Whether one of the feed has not ended. */
    public boolean isUnderWay(String feed) {
        return sql.sql("select exists (select from hub_replay where feed = ? and ended_at is null)")
                .param(feed)
                .query(Boolean.class)
                .single();
    }

    private static String where(Selection selection, List<Object> values) {
        StringBuilder where = new StringBuilder(" where m.feed = ? and m.direction = 'in' and m.state = any (?)");
        values.add(selection.feed());
        values.add(selection.states().stream().map(MessageState::code).toArray(String[]::new));
        selection.from().ifPresent(from -> {
            where.append(" and m.received_at >= ?");
            values.add(Timestamp.from(from));
        });
        selection.until().ifPresent(until -> {
            where.append(" and m.received_at < ?");
            values.add(Timestamp.from(until));
        });
        return where.toString();
    }

    /** Puts no more messages back. False when it has ended already. */
    public boolean cancel(long id) {
        return sql.sql("update hub_replay set cancelled = true where id = ? and ended_at is null")
                        .param(id)
                        .update()
                == 1;
    }

    /** The newest replays, newest first. */
    public List<Replay> newest() {
        return sql.sql(
                        """
                        select r.*, m.* from (select * from hub_replay order by id desc limit ?) r
                        cross join lateral (
                          select count(*) as total,
                            count(*) filter (where outcome in ('unchanged', 'stale')) as unchanged,
                            count(*) filter (where outcome = 'applied') as changed,
                            count(*) filter (where outcome = 'held') as held,
                            count(*) filter (where outcome not in ('unchanged', 'stale', 'applied', 'held')) as passed,
                            count(*) filter (where back and outcome is null) as waiting
                          from hub_replay_message where replay = r.id) m
                        order by r.id desc""")
                .param(SHOWN)
                .query((row, number) -> replay(row))
                .list();
    }

    private static Replay replay(ResultSet row) throws SQLException {
        return new Replay(
                row.getLong("id"),
                row.getString("feed"),
                row.getTimestamp("requested_at").toInstant(),
                Optional.ofNullable(row.getString("requested_by")),
                row.getBoolean("cancelled"),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant),
                row.getLong("total"),
                row.getLong("unchanged"),
                row.getLong("changed"),
                row.getLong("held"),
                row.getLong("passed"),
                row.getLong("waiting"));
    }
}
