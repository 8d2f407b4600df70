package org.practicehub.routes.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.routes.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Where every message is written down before anyone is told that it arrived. */
public class Journal {
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Vault vault;
    private final Duration again;
    private final Arrivals arrivals;
    private final Witness witness;

    /**
     * A journal in this database.
     *
     * @param again for how long a message that comes again is known (G15)
     * @param witness told of what is settled by its arrival
     */
    public Journal(
            JdbcClient sql,
            TransactionTemplate transaction,
            Vault vault,
            Duration again,
            Arrivals arrivals,
            Witness witness) {
        this.sql = sql;
        this.transaction = transaction;
        this.vault = vault;
        this.again = again;
        this.arrivals = arrivals;
        this.witness = witness;
    }

    /** Writes the message down, unless it is there already. When this returns, it is on disk. */
    public Receipt receive(Incoming incoming) {
        byte[] digest = digest(incoming.bytes());
        byte[] sealed = vault.seal(incoming.bytes());
        Receipt receipt = transaction.execute(status -> {
            Optional<Receipt> known = known(incoming, digest);
            known.ifPresent(same -> witness.cameAgain(same.id(), incoming.feed()));
            return known.orElseGet(() -> store(incoming, digest, sealed));
        });
        if (receipt instanceof Receipt.Stored stored) {
            arrivals.tell(stored.id(), incoming);
        }
        return java.util.Objects.requireNonNull(receipt);
    }

    private Receipt store(Incoming incoming, byte[] digest, byte[] sealed) {
        long id = insert(incoming, digest, sealed);
        if (incoming.state() != MessageState.RECEIVED) {
            witness.settled(id, incoming.feed(), incoming.state(), Optional.empty());
        }
        return new Receipt.Stored(id);
    }

    /**
     * What was refused or ignored has had no effect: if the feed takes it now, it is not the same again but the first time.
     */
    private Optional<Receipt> known(Incoming incoming, byte[] digest) {
        String controlId = incoming.message().map(Message::controlId).orElse("");
        if (controlId.isEmpty() || incoming.replaces().isPresent()) {
            return Optional.empty();
        }
        // Two connections that bring the same message at once: one waits here until the other has written it down.
        sql.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(incoming.feed() + "|" + controlId)
                .query((row, number) -> true)
                .single();
        // Materialized: asked for max(id) of the journal, PostgreSQL may walk back through all of it to find none.
        return sql.sql(
                        """
                        with same as materialized (
                          select id from hub_message where feed = ? and control_id = ? and digest = ?
                            and application = ? and facility = ? and received_at > ?
                            and (state = ? or state not in ('refused', 'ignored')))
                        update hub_message set duplicates = duplicates + 1 where id = (select max(id) from same)
                        returning id""")
                .params(
                        incoming.feed(),
                        controlId,
                        digest,
                        incoming.message().map(Message::sendingApplication).orElse(""),
                        incoming.message().map(Message::sendingFacility).orElse(""),
                        timestamp(incoming.receivedAt().minus(again)),
                        incoming.state().code())
                .query((row, number) -> (Receipt) new Receipt.Known(row.getLong(1)))
                .optional();
    }

    // One other message with the control id is enough: a sender may give the same one to all that it ever sends.
    private long insert(Incoming incoming, byte[] digest, byte[] sealed) {
        Optional<Message> message = incoming.message();
        boolean open = incoming.state() == MessageState.RECEIVED;
        return sql.sql(
                        """
                        with other as materialized (
                          select id from hub_message where feed = ? and control_id = ? and control_id <> '' and digest <> ?
                            and application = ? and facility = ? and received_at > ? and replaces is null limit 1),
                        stored as (
                          insert into hub_message (feed, received_at, application, facility, control_id, type, event,
                            structure, version, digest, payload, size, state, acknowledgement, problems, replaces,
                            settled_at, turn, reuses, noticed)
                          values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?,
                            (select coalesce(turn, id) from hub_message where id = ?),
                            (select id from other where ?::bigint is null), ?::jsonb)
                          returning id, coalesce(turn, id) turn),
                        keyed as (
                          insert into hub_message_key (key, turn, message)
                          select key, turn, id from stored, unnest(?::text[]) key),
                        found as (
                          insert into hub_message_identifier (value, message)
                          select distinct value, id from stored, unnest(?::text[]) value)
                        select id from stored""")
                .params(
                        incoming.feed(),
                        message.map(Message::controlId).orElse(""),
                        digest,
                        message.map(Message::sendingApplication).orElse(""),
                        message.map(Message::sendingFacility).orElse(""),
                        timestamp(incoming.receivedAt().minus(again)),
                        incoming.feed(),
                        timestamp(incoming.receivedAt()),
                        message.map(Message::sendingApplication).orElse(""),
                        message.map(Message::sendingFacility).orElse(""),
                        message.map(Message::controlId).orElse(""),
                        message.map(Message::type).orElse(""),
                        message.map(Message::trigger).orElse(""),
                        message.map(Message::structure).orElse(""),
                        message.map(Message::version).orElse(""),
                        digest,
                        sealed,
                        incoming.bytes().length,
                        incoming.state().code(),
                        incoming.acknowledgement().orElse(null),
                        Remarks.write(incoming.problems()),
                        incoming.replaces().orElse(null),
                        open ? null : timestamp(incoming.receivedAt()),
                        incoming.replaces().orElse(null),
                        incoming.replaces().orElse(null),
                        Remarks.write(incoming.problems()),
                        (open ? incoming.keys() : List.of()).toArray(String[]::new),
                        incoming.identifiers().toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** The bytes of a message as they came. */
    public byte[] bytes(long id) {
        return vault.open(sql.sql("select payload from hub_message where id = ?")
                .param(id)
                .query((row, number) -> row.getBytes(1))
                .single());
    }

    public static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
