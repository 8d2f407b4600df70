package org.practicehub.server.messaging;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is due and what was sent. The record has it too, as CommunicationRequests and Communications; this table is asked every few
 * seconds, by several processes.
 */
final class DueTable {
    private static final int AT_ONCE = 500;
    private static final Duration KEPT = Duration.ofDays(90);
    private static final DateTimeFormatter ORDINAL = DateTimeFormatter.BASIC_ISO_DATE;

    private final JdbcClient sql;
    /** HAPI's name of the search parameter Appointment?date in its index. */
    private final long date;

    DueTable(JdbcClient sql, PartitionSettings partitions) {
        this.sql = sql;
        this.date = BaseResourceIndexedSearchParam.calculateHashIdentity(
                partitions, RequestPartitionId.defaultPartition(partitions), "Appointment", "date");
    }

    /**
     * Appointments of the time ahead whose present version is not planned yet, and others that something waits for. HAPI's index
     * of days finds them; no write of an Appointment has to tell.
     */
    List<String> unplanned(Instant now, Duration ahead, String plans) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        return sql.sql(
                        """
                        select fhir_id from (
                          select r.fhir_id, r.res_ver from hfj_spidx_date d join hfj_resource r on r.res_id = d.res_id
                          where d.hash_identity = ? and d.sp_value_low_date_ordinal between ? and ?
                            and r.res_type = 'Appointment' and r.res_deleted_at is null) ahead
                        left join hub_reminder_visit v on v.appointment = ahead.fhir_id
                        where v.appointment is null or v.version <> ahead.res_ver or v.plans <> ?
                        union
                        select v.appointment from hub_reminder_visit v
                          join hfj_resource r on r.res_type = 'Appointment' and r.fhir_id = v.appointment
                        where v.begins > ? and (r.res_ver <> v.version or r.res_deleted_at is not null)
                        limit ?""")
                .params(
                        date,
                        ordinal(today.minusDays(1)),
                        ordinal(today.plusDays(ahead.toDays() + 2)),
                        plans,
                        Timestamp.from(now),
                        AT_ONCE)
                .query(String.class)
                .list();
    }

    private static int ordinal(LocalDate day) {
        return Integer.parseInt(ORDINAL.format(day));
    }

    /** Lets no other process plan the visit until the current transaction ends. */
    void lock(String appointment) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended('reminders of ' || ?, 18))")
                .param(appointment)
                .query((row, number) -> true)
                .list();
    }

    /** Notes what was planned; a visit that is gone is forgotten. */
    void planned(String appointment, Optional<Long> version, String plans, Optional<Instant> begins) {
        if (version.isEmpty()) {
            sql.sql("delete from hub_reminder_visit where appointment = ?")
                    .param(appointment)
                    .update();
            return;
        }
        sql.sql(
                        """
                        insert into hub_reminder_visit (appointment, version, plans, begins) values (?, ?, ?, ?)
                        on conflict (appointment) do update
                          set version = excluded.version, plans = excluded.plans, begins = excluded.begins""")
                .params(
                        appointment,
                        version.get(),
                        plans,
                        begins.map(Timestamp::from).orElse(null))
                .update();
    }

    /** Whether the visit is planned as it is now. */
    boolean isPlanned(String appointment, long version) {
        return sql.sql("select exists (select from hub_reminder_visit where appointment = ? and version = ?)")
                .params(appointment, version)
                .query(Boolean.class)
                .single();
    }

    List<Due> of(String appointment) {
        return sql.sql("select * from hub_reminder where appointment = ? order by step, round for update")
                .param(appointment)
                .query((row, number) -> due(row))
                .list();
    }

    Optional<Due> find(String request) {
        return sql.sql("select * from hub_reminder where request = ? for update")
                .param(request)
                .query((row, number) -> due(row))
                .optional();
    }

    /** By the number that the gateway has given it. */
    Optional<Due> byGatewayId(String id) {
        return sql.sql("select * from hub_reminder where gateway_id = ? order by sent_at desc limit 1 for update")
                .param(id)
                .query((row, number) -> due(row))
                .optional();
    }

    /** What was sent to a number about visits that are still to come, newest first. */
    List<Due> sentTo(String contact, Instant now) {
        return sql.sql(
                        """
                        select * from hub_reminder where contact = ? and sent_at is not null and begins > ?
                        order by sent_at desc limit 20""")
                .params(contact, Timestamp.from(now))
                .query((row, number) -> due(row))
                .list();
    }

    void add(Due due) {
        sql.sql(
                        """
                        insert into hub_reminder (request, appointment, patient, step, round, begins, due, try_at, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'waiting')""")
                .params(
                        due.request(),
                        due.appointment(),
                        due.patient(),
                        due.step(),
                        due.round(),
                        Timestamp.from(due.begins()),
                        Timestamp.from(due.due()),
                        Timestamp.from(due.due()))
                .update();
    }

    void retime(String request, Instant begins, Instant due) {
        sql.sql(
                        """
                        update hub_reminder set begins = ?, due = ?, try_at = ?, attempts = 0, tried = '{}'
                        where request = ? and state = 'waiting'""")
                .params(Timestamp.from(begins), Timestamp.from(due), Timestamp.from(due), request)
                .update();
    }

    void end(String request, Due.State state) {
        sql.sql("update hub_reminder set state = ?, claimed_until = null where request = ?")
                .params(state.name().toLowerCase(Locale.ROOT), request)
                .update();
    }

    /** Takes on what is due: no other process gets it before the claim is over. */
    List<Due> claim(Instant now, Duration length, int most) {
        return sql.sql(
                        """
                        update hub_reminder set claimed_until = ?, attempts = attempts + 1
                        where request in (
                          select request from hub_reminder
                          where state = 'waiting' and try_at <= ? and (claimed_until is null or claimed_until < ?)
                          order by try_at limit ? for update skip locked)
                        returning *""")
                .params(Timestamp.from(now.plus(length)), Timestamp.from(now), Timestamp.from(now), most)
                .query((row, number) -> due(row))
                .list();
    }

    /** Not now, but then. */
    void later(String request, Instant then, boolean counts) {
        sql.sql(
                        """
                        update hub_reminder set try_at = ?, claimed_until = null,
                          attempts = attempts - case when ? then 0 else 1 end
                        where request = ? and state = 'waiting'""")
                .params(Timestamp.from(then), counts, request)
                .update();
    }

    /** Gives it back as it was. */
    void release(String request) {
        sql.sql("update hub_reminder set claimed_until = null, attempts = greatest(attempts - 1, 0) where request = ?")
                .param(request)
                .update();
    }

    /** This way will not do. */
    void tried(String request, Medium medium) {
        sql.sql("update hub_reminder set tried = array_append(tried, ?) where request = ?")
                .params(medium.code(), request)
                .update();
    }

    void sent(String request, Medium medium, String contact, String gatewayId, Instant at) {
        sql.sql(
                        """
                        update hub_reminder set state = 'sent', claimed_until = null, medium = ?, contact = ?, gateway_id = ?,
                          sent_at = ? where request = ?""")
                .params(medium.code(), contact, gatewayId, Timestamp.from(at), request)
                .update();
    }

    /** The gateway had taken it, and it did not arrive: another way, if there is one. */
    void bounced(String request, Medium medium, Instant now) {
        sql.sql(
                        """
                        update hub_reminder set state = 'waiting', sent_at = null, try_at = ?, attempts = 0,
                          tried = array_append(tried, ?) where request = ? and state = 'sent'""")
                .params(Timestamp.from(now), medium.code(), request)
                .update();
    }

    /** When the patient was last sent something, newest first. */
    List<Instant> sentSince(String patient, Instant since) {
        return sql.sql("select sent_at from hub_reminder where patient = ? and sent_at >= ? order by sent_at desc")
                .params(patient, Timestamp.from(since))
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .list();
    }

    /** What is long over is in the record alone. */
    void forgetOld(Instant now) {
        Timestamp before = Timestamp.from(now.minus(KEPT));
        sql.sql("delete from hub_reminder where begins < ?").param(before).update();
        sql.sql("delete from hub_reminder_visit where begins < ?")
                .param(Timestamp.from(now.minus(Duration.ofDays(2))))
                .update();
        sql.sql("delete from hub_visit_link where expires_at < ?")
                .param(Timestamp.from(now))
                .update();
        sql.sql("delete from hub_callback where at < ?").param(before).update();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getString("request"),
                row.getString("appointment"),
                row.getString("patient"),
                row.getString("step"),
                row.getInt("round"),
                row.getTimestamp("begins").toInstant(),
                row.getTimestamp("due").toInstant(),
                Due.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                media(row.getArray("tried")),
                Optional.ofNullable(row.getTimestamp("sent_at")).map(Timestamp::toInstant));
    }

    private static Set<Medium> media(Array codes) throws SQLException {
        return Arrays.stream((String[]) codes.getArray()).map(Medium::of).collect(Collectors.toSet());
    }
}
