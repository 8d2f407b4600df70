package org.practicehub.routes.outbound;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.SearchKeys;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.MessageState;
import org.practicehub.routes.journal.Remarks;
import org.practicehub.routes.journal.Witness;
import org.practicehub.routes.store.Written;
import org.practicehub.routes.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The messages that are to leave, in the journal beside those that came. */
public class Departures {
    private final JdbcClient sql;
    private final Vault vault;
    private final Clock clock;
    private final Witness witness;

    public Departures(JdbcClient sql, Vault vault, Clock clock, Witness witness) {
        this.sql = sql;
        this.vault = vault;
        this.clock = clock;
        this.witness = witness;
    }

    /** A message whose turn it is. */
    record Due(
            long id,
            String controlId,
            byte[] bytes,
            int attempts,
            Optional<Instant> nextTry,
            Optional<String> patient) {}

    /** Whether this process works for the feed, for as long as the current transaction lasts: one does at a time. */
    boolean isMine(String feed) {
        return sql.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 2))")
                .param(feed)
                .query(Boolean.class)
                .single();
    }

    /**
     * Writes down a message to be sent.
     *
     * @param patient whom it is about
     * @param about the resources that it tells of, in the versions that it tells
     * @param answers the message that came and that this one answers
     */
    public void add(Feed feed, byte[] bytes, Optional<String> patient, List<Written> about, Optional<Long> answers) {
        Message message = ((Reading.Read) Message.read(bytes, StandardCharsets.UTF_8)).message();
        long id = sql.sql(
                        """
                        with stored as (
                          insert into hub_message (feed, direction, received_at, application, facility, control_id, type,
                            event, structure, version, digest, payload, size, state, patient, answers)
                          values (?, 'out', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?) returning id),
                        found as (
                          insert into hub_message_identifier (value, message)
                          select distinct value, id from stored, unnest(?::text[]) value)
                        select id from stored""")
                .params(
                        feed.id(),
                        Timestamp.from(clock.instant()),
                        message.sendingApplication(),
                        message.sendingFacility(),
                        message.controlId(),
                        message.type(),
                        message.trigger(),
                        message.structure(),
                        message.version(),
                        Journal.digest(bytes),
                        vault.seal(bytes),
                        bytes.length,
                        patient.orElse(null),
                        answers.orElse(null),
                        SearchKeys.of(message, feed).toArray(String[]::new))
                .query(Long.class)
                .single();
        about.forEach(resource -> sql.sql(
                        "insert into hub_message_change (message, type, id, version, created) values (?, ?, ?, ?, false)")
                .params(id, resource.type(), resource.id(), resource.version())
                .update());
    }

    /**
     * What the last message to this feed about a resource told of, in the versions that it told: the resource, and what was
     * told with it. Empty when it never heard of it, and refused messages do not count.
     */
    List<Written> told(String feed, String type, String id) {
        return sql.sql(
                        """
                        select type, id, version from hub_message_change where message = (
                          select m.id from hub_message_change c join hub_message m on m.id = c.message
                          where c.type = ? and c.id = ? and m.feed = ? and m.direction = 'out' and m.state <> 'failed'
                          order by m.id desc limit 1)""")
                .params(type, id, feed)
                .query((row, number) -> new Written(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** The message by which this feed referred a patient: the newest that made or changed the Task. */
    Optional<byte[]> referral(String feed, String task) {
        return brought(feed, "REF", "Task", task);
    }

    /** The message by which this feed asked for an appointment: the newest that made or changed it. */
    Optional<byte[]> request(String feed, String appointment) {
        return brought(feed, "SRM", "Appointment", appointment);
    }

    private Optional<byte[]> brought(String feed, String messageType, String type, String id) {
        return sql.sql(
                        """
                        select m.payload from hub_message m join hub_message_change c on c.message = m.id
                        where c.type = ? and c.id = ? and m.feed = ? and m.direction = 'in' and m.type = ?
                        order by m.id desc limit 1""")
                .params(type, id, feed, messageType)
                .query((row, number) -> vault.open(row.getBytes(1)))
                .optional();
    }

    /** The feed's oldest message that has not been acknowledged. */
    Optional<Due> next(String feed) {
        return sql.sql(
                        """
                        select id, control_id, payload, attempts, next_try, patient from hub_message
                        where feed = ? and state = 'waiting' and direction = 'out' order by id limit 1 for update""")
                .param(feed)
                .query((row, number) -> due(row))
                .optional();
    }

    private Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getLong(1),
                row.getString(2),
                vault.open(row.getBytes(3)),
                row.getInt(4),
                Optional.ofNullable(row.getTimestamp(5)).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString(6)));
    }

    /** The receiver's answer ended the matter. */
    void settle(Due due, String feed, MessageState state, String answer, List<Problem> problems) {
        sql.sql(
                        """
                        update hub_message set state = ?, acknowledgement = ?, settled_at = ?, attempts = attempts + 1,
                          next_try = null, problems = ?::jsonb where id = ?""")
                .params(state.code(), answer, Timestamp.from(clock.instant()), Remarks.write(problems), due.id())
                .update();
        witness.settled(due.id(), feed, state, due.patient());
    }

    /** To be tried again. */
    void later(long id, Instant at, boolean counts, List<Problem> problems) {
        sql.sql(
                        """
                        update hub_message set next_try = ?, attempts = attempts + ?, problems = ?::jsonb where id = ?""")
                .params(Timestamp.from(at), counts ? 1 : 0, Remarks.write(problems), id)
                .update();
    }

    /** The message that left under this control id and has not been taken back. */
    Optional<Due> sent(String feed, String controlId) {
        return sql.sql(
                        """
                        select id, control_id, payload, attempts, next_try, patient from hub_message
                        where feed = ? and direction = 'out' and control_id = ? and state in ('waiting', 'delivered')
                        order by id desc limit 1 for update""")
                .params(feed, controlId)
                .query((row, number) -> due(row))
                .optional();
    }
}
