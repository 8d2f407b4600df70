package org.practicehub.routes.journal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes old messages for good, with what is noted of them. What they changed stays in the record. */
public class Expiry {
    /** Those of which something is still to come stay, however old they are. */
    private static final Set<MessageState> OPEN =
            Set.of(MessageState.RECEIVED, MessageState.HELD, MessageState.WAITING, MessageState.FAILED);

    private static final String[] CLOSED = Stream.of(MessageState.values())
            .filter(state -> !OPEN.contains(state))
            .map(MessageState::code)
            .toArray(String[]::new);

    private final JdbcClient sql;

    public Expiry(JdbcClient sql) {
        this.sql = sql;
    }

    /** Whether this process deletes, for as long as the current transaction lasts: one does at a time. */
    public boolean isMine() {
        return sql.sql("select pg_try_advisory_xact_lock(hashtextextended('old messages', 3))")
                .query(Boolean.class)
                .single();
    }

    /**
     * Deletes messages that came and were settled before this moment. The newest that told a system of a resource stays,
     * because the next is made from what the system knows; so does the newest of a referral, which answers are made from.
     *
     * @return how many; fewer than {@code most}: there are no more
     */
    public int delete(Instant before, int most) {
        return sql.sql(
                        """
                        delete from hub_message where id in (
                          select m.id from hub_message m
                          where m.received_at < :before and coalesce(m.settled_at, m.received_at) < :before
                            and m.state = any (:closed)
                            and not exists (select from hub_message_key where message = m.id)
                            and (m.direction = 'in' and m.type <> 'REF' or not exists (
                              select from hub_message_change c where c.message = m.id and not exists (
                                select from hub_message_change later join hub_message l on l.id = later.message
                                where later.type = c.type and later.id = c.id and l.id > m.id
                                  and l.feed = m.feed and l.direction = m.direction and l.state <> 'failed'
                                  and (l.direction = 'out' or l.type = 'REF'))))
                          order by m.received_at limit :most for update skip locked)""")
                .param("before", Timestamp.from(before))
                .param("closed", CLOSED)
                .param("most", most)
                .update();
    }
}
