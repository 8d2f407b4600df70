package org.practicehub.server.scheduling;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who waits, so that those whom a time could suit are found without reading everybody's entry. */
final class WaitlistTable {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient sql;
    private final Clock clock;

    WaitlistTable(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void put(WaitlistEntry entry) {
        Span wished = entry.envelope();
        sql.sql(
                        """
                        insert into hub_waiting (appointment, service, priority, providers, wished, since, until, visit)
                        values (?, ?, ?, ?, tstzrange(?, ?), ?, ?, ?)
                        on conflict (appointment) do update set service = excluded.service, priority = excluded.priority,
                          providers = excluded.providers, wished = excluded.wished, since = excluded.since,
                          until = excluded.until, visit = excluded.visit""")
                .params(
                        entry.id(),
                        entry.service(),
                        entry.priority(),
                        entry.providers().toArray(String[]::new),
                        bounded(wished.from()),
                        bounded(wished.until()),
                        Timestamp.from(entry.since()),
                        bounded(entry.until()),
                        entry.visit().orElse(null))
                .update();
    }

    /** What the database's calendar reaches. */
    private static @Nullable Object bounded(Instant time) {
        Instant within = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return within.atOffset(ZoneOffset.UTC);
    }

    /** Waits no longer: whoever is being asked about a time is asked no more. */
    void remove(String appointment) {
        sql.sql("delete from hub_waiting where appointment = ?")
                .param(appointment)
                .update();
        sql.sql(
                        """
                        with gone as (update hub_asked set outcome = 'withdrawn' where appointment = ? and outcome = 'offered'
                          returning freed)
                        update hub_freed set look_at = ? where id in (select freed from gone)""")
                .params(appointment, Timestamp.from(clock.instant()))
                .update();
    }

    /** A visit is off, or has begun: who waits for an earlier one than that waits no longer. */
    void endThoseFor(String visit) {
        sql.sql("update hub_waiting set until = ? where visit = ? and until > ?")
                .params(Timestamp.from(clock.instant()), visit, Timestamp.from(clock.instant()))
                .update();
    }

    boolean isAnyFor(String visit, String except) {
        return sql.sql("select exists (select from hub_waiting where visit = ? and appointment <> ?)")
                .params(visit, except)
                .query(Boolean.class)
                .single();
    }

    /** Entries that wait no longer. */
    List<String> over(int most) {
        return sql.sql("select appointment from hub_waiting where until <= ? order by until limit ?")
                .params(Timestamp.from(clock.instant()), most)
                .query(String.class)
                .list();
    }

    /**
     * Somebody whom a time could suit.
     *
     * @param askedAt when they were last asked about another one
     */
    record Waiting(String appointment, Optional<Instant> askedAt) {}

    /**
     * Whom it could suit, who matters most and has waited longest first. Who is being asked about another time is not among them.
     *
     * @param owners whose time it is; of anybody, when empty
     * @param freed the note of a time: who was asked about it already is not asked again
     */
    List<Waiting> waiting(Span window, List<String> owners, Optional<Long> freed, int most) {
        return sql.sql(
                        """
                        select w.appointment, w.asked_at from hub_waiting w
                        where w.until > ? and w.wished && tstzrange(?, ?)
                          and (w.providers = '{}' or cardinality(?::text[]) = 0 or w.providers && ?::text[])
                          and not exists (select from hub_asked a where a.appointment = w.appointment
                            and (a.outcome = 'offered' or a.freed = ?))
                        order by w.priority, w.since limit ?""")
                .params(
                        Timestamp.from(clock.instant()),
                        Timestamp.from(window.from()),
                        Timestamp.from(window.until()),
                        owners.toArray(String[]::new),
                        owners.toArray(String[]::new),
                        freed.orElse(-1L),
                        most)
                .query((row, number) -> new Waiting(
                        row.getString(1),
                        Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant)))
                .list();
    }
}
