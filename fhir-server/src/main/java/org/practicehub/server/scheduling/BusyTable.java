package org.practicehub.server.scheduling;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is busy when, as the database guards it. */
final class BusyTable {
    private static final String COLUMNS =
            "owner, lower(during) begins, upper(during) ends, status, appointment, service, hold_until";

    private final JdbcClient sql;
    private final Clock clock;

    BusyTable(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Somebody's calendar. */
    record Calendar(String owner, int capacity) {}

    void put(String schedule, Calendar calendar) {
        sql.sql(
                        """
                        insert into hub_calendar (schedule, owner, capacity) values (?, ?, ?)
                        on conflict (schedule) do update set owner = excluded.owner, capacity = excluded.capacity""")
                .params(schedule, calendar.owner(), calendar.capacity())
                .update();
    }

    /** Whose calendar it is; until the transaction ends nobody else takes time of it. */
    Optional<Calendar> locked(String schedule) {
        return sql.sql(
                        """
                        select owner, capacity, pg_advisory_xact_lock(hashtextextended(owner, 15)) from hub_calendar
                        where schedule = ?""")
                .param(schedule)
                .query((row, number) -> new Calendar(row.getString(1), row.getInt(2)))
                .optional();
    }

    /** Until the transaction ends nobody else takes time of these; in one order for all, so that no two wait for each other. */
    void lock(Collection<String> owners) {
        sql.sql(
                        """
                        select pg_advisory_xact_lock(hashtextextended(owner, 15))
                        from (select distinct owner from unnest(?::text[]) owner order by owner) owners""")
                .param(owners.toArray(String[]::new))
                .query((row, number) -> true)
                .list();
    }

    void remove(String slot) {
        sql.sql("delete from hub_busy where slot = ?").param(slot).update();
    }

    /** Whether the Slot still has its time; what else is said of it is brought up to date then. */
    boolean keeps(String slot, Busy busy) {
        return sql.sql("update hub_busy set status = ?, appointment = ?, hold_until = ? where slot = ?")
                        .params(
                                busy.status(),
                                busy.appointment().orElse(null),
                                busy.holdUntil().map(Timestamp::from).orElse(null),
                                slot)
                        .update()
                > 0;
    }

    /**
     * Takes the time.
     *
     * @param anyway whether it may be time that is taken
     * @throws TimeTaken when it is
     */
    void take(String slot, Busy busy, int capacity, boolean anyway) {
        int seat = seat(busy, capacity, anyway).orElseThrow(() -> new TimeTaken(busy.owner()));
        sql.sql(
                        """
                        insert into hub_busy (slot, owner, seat, during, status, appointment, service, hold_until)
                        values (?, ?, ?, tstzrange(?, ?), ?, ?, ?, ?)""")
                .params(
                        slot,
                        busy.owner(),
                        seat,
                        Timestamp.from(busy.span().from()),
                        Timestamp.from(busy.span().until()),
                        busy.status(),
                        busy.appointment().orElse(null),
                        busy.service().orElse(null),
                        busy.holdUntil().map(Timestamp::from).orElse(null))
                .update();
    }

    private record Taken(String slot, int seat, Busy busy) {}

    /** The first seat that nobody has then; empty when as many are there at once as there is room for, or a block is. */
    private Optional<Integer> seat(Busy busy, int capacity, boolean anyway) {
        List<Taken> taken = taken(busy);
        // What names a service keeps away only that, and whoever books asks about it.
        List<Busy> there = taken.stream()
                .map(Taken::busy)
                .filter(one -> one.service().isEmpty())
                .toList();
        boolean free = Diary.full(there, capacity).stream().noneMatch(busy.span()::overlaps);
        if (!free && !anyway && !busy.isBlock()) {
            return Optional.empty();
        }
        Set<Integer> seats = new HashSet<>();
        taken.forEach(one -> seats.add(one.seat()));
        int seat = 1;
        while (seats.contains(seat)) {
            seat++;
        }
        return Optional.of(seat);
    }

    /** What there is at the time. A constraint cannot see what time it is: holds that are over go here, and keep nobody away. */
    private List<Taken> taken(Busy busy) {
        Instant now = clock.instant();
        List<Taken> taken = new ArrayList<>(sql.sql("select slot, seat, " + COLUMNS
                        + " from hub_busy where owner = ? and during && tstzrange(?, ?)")
                .params(
                        busy.owner(),
                        Timestamp.from(busy.span().from()),
                        Timestamp.from(busy.span().until()))
                .query((row, number) -> new Taken(row.getString("slot"), row.getInt("seat"), busy(row)))
                .list());
        List<Taken> over = taken.stream()
                .filter(one -> one.busy().holdUntil().filter(now::isAfter).isPresent())
                .toList();
        over.forEach(one -> remove(one.slot()));
        taken.removeAll(over);
        return taken;
    }

    private static Busy busy(ResultSet row) throws SQLException {
        return new Busy(
                row.getString("owner"),
                new Span(
                        row.getTimestamp("begins").toInstant(),
                        row.getTimestamp("ends").toInstant()),
                row.getString("status"),
                Optional.ofNullable(row.getString("appointment")),
                Optional.ofNullable(row.getString("service")),
                Optional.ofNullable(row.getTimestamp("hold_until")).map(Timestamp::toInstant));
    }

    /** When these are busy within the window: by owner, so many at once as rows overlap. Holds that are over count for nothing. */
    Map<String, List<Busy>> busy(Collection<String> owners, Span window) {
        Map<String, List<Busy>> busy = new HashMap<>();
        sql.sql(
                        "select " + COLUMNS
                                + """
                         from unnest(?::text[]) wanted (name), lateral (select * from hub_busy b
                          where b.owner = wanted.name and b.during && tstzrange(?, ?) offset 0) found
                        where hold_until is null or hold_until >= ?""")
                .params(
                        owners.stream().distinct().toArray(String[]::new),
                        Timestamp.from(window.from()),
                        Timestamp.from(window.until()),
                        Timestamp.from(clock.instant()))
                .query((row, number) -> busy(row))
                .list()
                .forEach(one -> busy.computeIfAbsent(one.owner(), owner -> new ArrayList<>())
                        .add(one));
        return busy;
    }

    /** The Slots that take time for an Appointment. */
    List<String> slots(String appointment) {
        return sql.sql("select slot from hub_busy where appointment = ?")
                .param(appointment)
                .query(String.class)
                .list();
    }

    /** An Appointment is held until then; held no longer, without a time. */
    void hold(String appointment, Optional<Instant> until) {
        sql.sql("delete from hub_hold where appointment = ?").param(appointment).update();
        until.ifPresent(time -> sql.sql("insert into hub_hold (appointment, until) values (?, ?)")
                .params(appointment, Timestamp.from(time))
                .update());
    }

    /** Appointments whose holds are over. */
    List<String> expiredHolds(int most) {
        return sql.sql("select appointment from hub_hold where until < ? order by until limit ?")
                .params(Timestamp.from(clock.instant()), most)
                .query(String.class)
                .list();
    }
}
