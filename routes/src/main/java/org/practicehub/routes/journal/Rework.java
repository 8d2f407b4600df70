package org.practicehub.routes.journal;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person does with a message after the fact. Each returns false when the message's state does not allow it. */
public class Rework {
    private final JdbcClient sql;

    public Rework(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * What a person decided about a message.
     *
     * @param reason in their words
     * @param by who, as a resource or a client
     */
    public record Decision(Optional<String> reason, Optional<String> by) {}

    /** Puts a held message back to be tried again. */
    public boolean retry(long id, Collection<String> keys) {
        return putBack(id, Set.of(MessageState.HELD), keys);
    }

    /** Has a message worked off again as if it had just come; it keeps its number, and so its place in time (G16, G18). */
    public boolean replay(long id, Collection<String> keys) {
        return putBack(
                id,
                Set.of(MessageState.APPLIED, MessageState.UNCHANGED, MessageState.STALE, MessageState.SKIPPED),
                keys);
    }

    /** The same for one that is settled or held; not where a person decided that it shall have no effect. */
    public boolean again(long id, Collection<String> keys) {
        return putBack(
                id, Set.of(MessageState.HELD, MessageState.APPLIED, MessageState.UNCHANGED, MessageState.STALE), keys);
    }

    /** Has a message that was to leave, or left, leave again: the same bytes, the same control id (G27). */
    public boolean send(long id) {
        return sql.sql(
                                """
                        update hub_message set state = 'waiting', attempts = 0, next_try = null, settled_at = null
                        where id = ? and direction = 'out' and state = any (?)""")
                        .params(id, codes(Set.of(MessageState.FAILED, MessageState.DELIVERED, MessageState.SKIPPED)))
                        .update()
                == 1;
    }

    /**
     * Decides that a held message shall have no effect, and lets those go that wait for it; or that one that was to leave
     * does not.
     */
    public boolean skip(long id, Decision decision) {
        return move(id, Set.of(MessageState.HELD, MessageState.FAILED, MessageState.WAITING), MessageState.SKIPPED)
                && note(id, decision)
                && release(id);
    }

    /** Notes that what a message did has been taken back: it shall have no effect, also when many are replayed. */
    public boolean takeBack(long id, Decision decision) {
        return move(id, Set.of(MessageState.APPLIED, MessageState.UNCHANGED, MessageState.STALE), MessageState.SKIPPED)
                && note(id, decision);
    }

    /** Notes that a corrected message has taken the place of this one. */
    public boolean replace(long id, long by, Decision decision) {
        boolean moved = move(id, Set.of(MessageState.HELD, MessageState.REFUSED), MessageState.REPLACED);
        if (moved) {
            sql.sql("update hub_message set replaced_by = ? where id = ?")
                    .params(by, id)
                    .update();
            note(id, decision);
            release(id);
        }
        return moved;
    }

    /** A settled message has given its keys away; without them it would run beside others of the same patient (G17). */
    private boolean putBack(long id, Set<MessageState> from, Collection<String> keys) {
        return sql.sql(
                                """
                        with back as (
                          update hub_message set state = 'received' where id = ? and state = any (?)
                          returning id, coalesce(turn, id) turn),
                        keyed as (
                          insert into hub_message_key (key, turn, message)
                          select key, turn, id from back, unnest(?::text[]) key on conflict do nothing)
                        select count(*) from back""")
                        .params(id, codes(from), keys.toArray(String[]::new))
                        .query(Long.class)
                        .single()
                == 1;
    }

    private boolean move(long id, Set<MessageState> from, MessageState to) {
        return sql.sql("update hub_message set state = ? where id = ? and state = any (?)")
                        .params(to.code(), id, codes(from))
                        .update()
                == 1;
    }

    private static String[] codes(Set<MessageState> states) {
        return states.stream().map(MessageState::code).toArray(String[]::new);
    }

    private boolean note(long id, Decision decision) {
        sql.sql("update hub_message set decision = ?, decided_by = ? where id = ?")
                .params(decision.reason().orElse(null), decision.by().orElse(null), id)
                .update();
        return true;
    }

    private boolean release(long id) {
        sql.sql("delete from hub_message_key where message = ?").param(id).update();
        return true;
    }
}
