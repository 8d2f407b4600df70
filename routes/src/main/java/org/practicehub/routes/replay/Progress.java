package org.practicehub.routes.replay;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How one replay goes on; within a transaction of whoever carries it on. */
class Progress {
    private final JdbcClient sql;

    Progress(JdbcClient sql) {
        this.sql = sql;
    }

    /** A replay that has not ended. */
    record Running(long id, String feed, boolean cancelled) {}

    List<Running> running(Instant now) {
        return sql.sql(
                        """
                        select id, feed, cancelled from hub_replay
                        where ended_at is null and (begins_at <= ? or cancelled) order by id""")
                .param(Timestamp.from(now))
                .query((row, number) -> new Running(row.getLong(1), row.getString(2), row.getBoolean(3)))
                .list();
    }

    /** Whether this process carries it on for as long as the transaction lasts: one does at a time. */
    boolean isMine(long replay) {
        return sql.sql("select id from hub_replay where id = ? and ended_at is null for update skip locked")
                .param(replay)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Writes down what has become of those that were put back. */
    void collect(long replay) {
        sql.sql(
                        """
                        update hub_replay_message r set outcome = m.state from hub_message m
                        where m.id = r.message and r.replay = ? and r.back and r.outcome is null
                          and m.state <> 'received'""")
                .param(replay)
                .update();
    }

    /** How many are put back and may go; one behind a message that is held may not, for as long as a person takes. */
    int underWay(long replay) {
        return sql.sql(
                        """
                        select count(*) from hub_replay_message r
                        where r.replay = ? and r.back and r.outcome is null and not exists (
                          select from hub_message_key mine
                            join hub_message_key earlier on earlier.key = mine.key and earlier.turn < mine.turn
                            join hub_message blocking on blocking.id = earlier.message and blocking.state = 'held'
                          where mine.message = r.message)""")
                .param(replay)
                .query(Integer.class)
                .single();
    }

    /** The next to be put back, in the order in which they came. */
    List<Long> next(long replay, int most) {
        return sql.sql(
                        """
                        select message from hub_replay_message
                        where replay = ? and not back and outcome is null order by turn, message limit ?""")
                .params(replay, most)
                .query(Long.class)
                .list();
    }

    void back(long replay, long message) {
        sql.sql("update hub_replay_message set back = true where replay = ? and message = ?")
                .params(replay, message)
                .update();
    }

    void passed(long replay, long message) {
        sql.sql("update hub_replay_message set outcome = 'passed' where replay = ? and message = ?")
                .params(replay, message)
                .update();
    }

    void end(long replay, Instant now) {
        sql.sql("update hub_replay set ended_at = ? where id = ?")
                .params(Timestamp.from(now), replay)
                .update();
    }
}
