package org.practicehub.routes.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.Written;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The messages whose effect is still to come, in the order that the rules ask for (G17): a message may go when no earlier
 * one that shares a key with it is unsettled.
 */
public class Worklist {
    private final JdbcClient sql;

    public Worklist(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A message that this process has taken on.
     *
     * @param turn its place in the order of messages
     * @param attempts how often it has been tried before
     */
    public record Task(long id, long turn, String feed, Instant receivedAt, int attempts) {}

    /** The next messages that may go, oldest first, without those that this process is at already. */
    public List<Long> ready(Collection<Long> underWay, int most) {
        return sql.sql(
                        """
                        select m.id from hub_message m
                        where m.state = 'received' and m.id <> all (?::bigint[]) and not exists (
                          select from hub_message_key mine join hub_message_key earlier
                            on earlier.key = mine.key and earlier.turn < mine.turn
                          where mine.message = m.id)
                        order by m.id limit ?""")
                .params(underWay.toArray(Long[]::new), most)
                .query(Long.class)
                .list();
    }

    /**
     * Takes the message on for as long as the current transaction lasts; empty when another process is at it. Its keys are
     * locked first: a message that is put back comes before newer ones, of which one may be under way.
     */
    public Optional<Task> claim(long id) {
        sql.sql(
                        """
                        select pg_advisory_xact_lock(hashtextextended(key, 1)) from
                          (select key from hub_message_key where message = ? order by key) keys""")
                .param(id)
                .query((row, number) -> true)
                .list();
        return sql.sql(
                        """
                        select id, coalesce(turn, id) turn, feed, received_at, attempts from hub_message
                        where id = ? and state = 'received' for update skip locked""")
                .param(id)
                .query((row, number) -> new Task(
                        row.getLong("id"),
                        row.getLong("turn"),
                        row.getString("feed"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getInt("attempts")))
                .optional();
    }

    /** Waits until no message that shares one of these keys is being worked off, and lets none begin in this transaction. */
    public void lock(Collection<String> keys) {
        sql.sql(
                        """
                        select pg_advisory_xact_lock(hashtextextended(key, 1)) from
                          (select key from unnest(?::text[]) key order by key) keys""")
                .param(keys.toArray(String[]::new))
                .query((row, number) -> true)
                .list();
    }

    /** Writes down what became of a message, and gives its keys to those that wait for them. */
    public void settle(
            long id,
            MessageState state,
            Optional<String> patient,
            List<Problem> problems,
            List<Change> changes,
            List<Written> written) {
        finish(id, state, patient, problems);
        release(id);
        record(id, changes, written);
    }

    /** Sets a message aside for a person. Its keys stay taken when later messages are to wait for it. */
    public void hold(long id, List<Problem> problems, boolean othersWait) {
        finish(id, MessageState.HELD, Optional.empty(), problems);
        if (!othersWait) {
            release(id);
        }
    }

    /** How many messages wait. */
    public long waiting() {
        return sql.sql("select count(*) from hub_message where state = 'received'")
                .query(Long.class)
                .single();
    }

    private void finish(long id, MessageState state, Optional<String> patient, List<Problem> problems) {
        sql.sql(
                        """
                        update hub_message set state = ?, patient = coalesce(?, patient), settled_at = now(),
                          attempts = attempts + 1, problems = noticed || ?::jsonb where id = ?""")
                .params(state.code(), patient.orElse(null), Remarks.write(problems), id)
                .update();
    }

    private void release(long id) {
        sql.sql("delete from hub_message_key where message = ?").param(id).update();
    }

    private void record(long id, List<Change> changes, List<Written> written) {
        sql.sql(
                        """
                        insert into hub_message_change (message, type, id, version, created)
                        select ?, type, id, version, created
                        from unnest(?::text[], ?::text[], ?::text[], ?::boolean[]) change (type, id, version, created)
                        on conflict do nothing""")
                .params(
                        id,
                        written.stream().map(Written::type).toArray(String[]::new),
                        written.stream().map(Written::id).toArray(String[]::new),
                        written.stream().map(Written::version).toArray(String[]::new),
                        changes.stream().map(Change::isCreate).toArray(Boolean[]::new))
                .update();
    }
}
