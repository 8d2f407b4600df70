package org.practicehub.server.scheduling;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes of times that were freed and of who was asked about them: written with what frees them, and worked off once. */
final class FreedTimes {
    private static final String COLUMNS = "id, owner, lower(during) begins, upper(during) ends, looks, hold, answer_by";

    private final JdbcClient sql;
    private final Clock clock;

    FreedTimes(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * A time that was freed.
     *
     * @param owner whose time it is
     * @param looks how often it was looked at
     * @param hold the Appointment that keeps it for those who are being asked
     * @param answerBy until when they may answer
     */
    record Freed(long id, String owner, Span span, int looks, Optional<String> hold, Optional<Instant> answerBy) {}

    /** What came of asking somebody. */
    enum Outcome {
        OFFERED,
        ACCEPTED,
        DECLINED,
        EXPIRED,
        TAKEN,
        WITHDRAWN;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Somebody who was asked.
     *
     * @param freed the note's number
     * @param appointment the entry
     * @param task the front desk's
     * @param request what is sent to the patient, if anything can be
     */
    record Asked(
            long freed,
            String appointment,
            Span span,
            Optional<String> site,
            Outcome outcome,
            String task,
            Optional<String> request) {}

    /** Notes what a Slot had and has no longer: time to come of a person's calendar. */
    void note(String schedule, Span was, Optional<Span> now) {
        Stream<Span> left = now.map(taken -> Stream.of(
                        new Span(was.from(), earlier(was.until(), taken.from())),
                        new Span(later(was.from(), taken.until()), was.until())))
                .orElseGet(() -> Stream.of(was));
        left.filter(span -> !span.isEmpty() && span.until().isAfter(clock.instant()))
                .forEach(span -> sql.sql(
                                """
                                insert into hub_freed (owner, during, noted_at, look_at)
                                select owner, tstzrange(?, ?), ?, ? from hub_calendar
                                where schedule = ? and owner like 'Practitioner%'""")
                        .params(
                                Timestamp.from(span.from()),
                                Timestamp.from(span.until()),
                                Timestamp.from(clock.instant()),
                                Timestamp.from(clock.instant()),
                                schedule)
                        .update());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** One whose turn it is, for this process alone until the transaction ends. */
    Optional<Freed> claim() {
        return sql.sql("select " + COLUMNS
                        + " from hub_freed where look_at <= ? order by look_at limit 1 for update skip locked")
                .param(Timestamp.from(clock.instant()))
                .query((row, number) -> freed(row))
                .optional();
    }

    /** One, until the transaction ends for nobody else. */
    Optional<Freed> locked(long id) {
        return sql.sql("select " + COLUMNS + " from hub_freed where id = ? for update")
                .param(id)
                .query((row, number) -> freed(row))
                .optional();
    }

    private static Freed freed(ResultSet row) throws SQLException {
        return new Freed(
                row.getLong("id"),
                row.getString("owner"),
                span(row),
                row.getInt("looks"),
                Optional.ofNullable(row.getString("hold")),
                Optional.ofNullable(row.getTimestamp("answer_by")).map(Timestamp::toInstant));
    }

    private static Span span(ResultSet row) throws SQLException {
        return new Span(
                row.getTimestamp("begins").toInstant(), row.getTimestamp("ends").toInstant());
    }

    void lookAgain(long id, Instant at) {
        sql.sql("update hub_freed set look_at = ?, looks = looks + 1 where id = ?")
                .params(Timestamp.from(at), id)
                .update();
    }

    /** Looked at without success: others first. */
    void postpone(long id, Duration wait) {
        sql.sql("update hub_freed set look_at = ? where id = ?")
                .params(Timestamp.from(clock.instant().plus(wait)), id)
                .update();
    }

    /** Nobody is left to ask. */
    void done(long id) {
        sql.sql("update hub_freed set look_at = null, looks = looks + 1 where id = ?")
                .param(id)
                .update();
    }

    /** The time is kept for those who are asked now. */
    void keep(long id, String hold, Instant answerBy) {
        sql.sql("update hub_freed set hold = ?, answer_by = ?, look_at = ?, looks = looks + 1 where id = ?")
                .params(hold, Timestamp.from(answerBy), Timestamp.from(answerBy), id)
                .update();
    }

    void release(long id) {
        sql.sql("update hub_freed set hold = null, answer_by = null where id = ?")
                .param(id)
                .update();
    }

    /** Somebody has the time; what is left of it is looked at again. */
    void filled(long id) {
        sql.sql("update hub_freed set hold = null, answer_by = null, filled = filled + 1, look_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), id)
                .update();
    }

    void ask(Asked asked) {
        Timestamp now = Timestamp.from(clock.instant());
        sql.sql(
                        """
                        insert into hub_asked (freed, appointment, at, during, site, outcome, task, request)
                        values (?, ?, ?, tstzrange(?, ?), ?, ?, ?, ?)""")
                .params(
                        asked.freed(),
                        asked.appointment(),
                        now,
                        Timestamp.from(asked.span().from()),
                        Timestamp.from(asked.span().until()),
                        asked.site().orElse(null),
                        asked.outcome().code(),
                        asked.task(),
                        asked.request().orElse(null))
                .update();
        sql.sql("update hub_waiting set asked_at = ? where appointment = ?")
                .params(now, asked.appointment())
                .update();
    }

    void settle(Asked asked, Outcome outcome) {
        sql.sql("update hub_asked set outcome = ?, told = true where freed = ? and appointment = ?")
                .params(outcome.code(), asked.freed(), asked.appointment())
                .update();
    }

    /** Those who have not answered yet. */
    List<Asked> open(long id) {
        return asked("freed = ? and outcome = 'offered'", id);
    }

    /** Those who went away by themselves, as long as what tells of their offer is not ended. */
    List<Asked> withdrawn(long id) {
        return asked("freed = ? and outcome = 'withdrawn' and not told", id);
    }

    /** What this entry was asked about last. */
    Optional<Asked> last(String appointment) {
        return asked("appointment = ? order by at desc limit 1", appointment).stream()
                .findFirst();
    }

    private List<Asked> asked(String which, Object parameter) {
        return sql.sql(
                        "select freed, appointment, lower(during) begins, upper(during) ends, site, outcome, task, request"
                                + " from hub_asked where " + which)
                .param(parameter)
                .query((row, number) -> new Asked(
                        row.getLong("freed"),
                        row.getString("appointment"),
                        span(row),
                        Optional.ofNullable(row.getString("site")),
                        Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                        row.getString("task"),
                        Optional.ofNullable(row.getString("request"))))
                .list();
    }

    /**
     * How many were freed, offered to somebody, and filled by who accepted.
     *
     * @param freed times that were freed and noted
     */
    record Rate(long freed, long offered, long filled) {}

    Rate rate(Instant since, Instant until) {
        return sql.sql(
                        """
                        select count(*), count(*) filter (where exists (select from hub_asked a where a.freed = f.id)),
                          count(*) filter (where filled > 0)
                        from hub_freed f where noted_at >= ? and noted_at < ?""")
                .params(Timestamp.from(since), Timestamp.from(until))
                .query((row, number) -> new Rate(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    void forget(Instant before) {
        sql.sql("delete from hub_freed where noted_at < ? and look_at is null")
                .param(Timestamp.from(before))
                .update();
    }
}
