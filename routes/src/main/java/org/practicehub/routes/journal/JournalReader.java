package org.practicehub.routes.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.practicehub.routes.journal.JournalEntry.Remark;
import org.practicehub.routes.journal.Rework.Decision;
import org.practicehub.routes.store.Written;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks messages up, newest first. */
public class JournalReader {
    private static final String COLUMNS =
            """
            select m.id, m.feed, m.direction, m.received_at, m.application, m.facility, m.control_id, m.type, m.event,
              m.structure, m.version, m.state, m.acknowledgement, m.settled_at, m.attempts, m.duplicates, m.reuses, m.patient,
              m.problems::text problems, m.replaces, m.replaced_by, m.decision, m.decided_by
            from hub_message m""";

    private static final int MOST_COUNTED = 10_000;

    private final JdbcClient sql;

    public JournalReader(JdbcClient sql) {
        this.sql = sql;
    }

    /** A resource that a message changed. */
    public record Changed(Written resource, boolean created) {}

    public Optional<JournalEntry> find(long id) {
        return sql.sql(COLUMNS + " where m.id = ?")
                .param(id)
                .query((row, number) -> entry(row))
                .optional();
    }

    public List<JournalEntry> search(JournalQuery query) {
        List<Object> values = new ArrayList<>();
        String where = where(query, values);
        values.add(query.most());
        return sql.sql(COLUMNS + where + " order by m.id desc limit ?")
                .params(values)
                .query((row, number) -> entry(row))
                .list();
    }

    /** How many messages the query finds, pages aside; empty when there are more than are worth counting. */
    public Optional<Long> count(JournalQuery query) {
        List<Object> values = new ArrayList<>();
        String found = "select 1 from hub_message m" + where(query, values) + " limit " + (MOST_COUNTED + 1);
        return sql.sql("select count(*) from (" + found + ") found")
                .params(values)
                .query(Long.class)
                .optional()
                .filter(count -> count <= MOST_COUNTED);
    }

    /** A message with a code in it that neither the standard nor its feed explains. */
    public record Unmapped(long id, Instant receivedAt, List<Remark> remarks) {}

    /** Such messages of a feed, newest first. */
    public List<Unmapped> unmapped(String feed, Set<MessageState> states, int most) {
        return sql.sql(
                        """
                        select id, received_at, problems::text problems from hub_message
                        where feed = ? and direction = 'in' and state = any (?)
                          and jsonb_path_exists(problems, '$[*].table')
                        order by id desc limit ?""")
                .params(feed, states.stream().map(MessageState::code).toArray(String[]::new), most)
                .query((row, number) -> new Unmapped(
                        row.getLong("id"),
                        row.getTimestamp("received_at").toInstant(),
                        Remarks.read(row.getString("problems"))))
                .list();
    }

    /** What the messages changed, by message. */
    public Map<Long, List<Changed>> changes(List<Long> messages) {
        return sql
                .sql(
                        """
                        select message, type, id, version, created from hub_message_change
                        where message = any (?::bigint[]) order by message, type, id""")
                .param(messages.toArray(Long[]::new))
                .query((row, number) -> Map.entry(
                        row.getLong(1),
                        new Changed(
                                new Written(row.getString(2), row.getString(3), row.getString(4)), row.getBoolean(5))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String where(JournalQuery query, List<Object> values) {
        List<String> all = new ArrayList<>();
        any(all, values, "m.state = any (?)", codes(query.states()));
        any(all, values, "(m.type = any (?) or m.type || '^' || m.event = any (?))", query.types(), query.types());
        any(all, values, "m.feed = any (?)", query.feeds());
        query.direction().ifPresent(code -> add(all, values, "m.direction = ?", code));
        query.from().ifPresent(from -> add(all, values, "m.received_at >= ?", Timestamp.from(from)));
        query.until().ifPresent(until -> add(all, values, "m.received_at < ?", Timestamp.from(until)));
        query.patient().ifPresent(patient -> add(all, values, "m.patient = ?", patient));
        query.before().ifPresent(id -> add(all, values, "m.id < ?", id));
        query.identifier()
                .ifPresent(text -> add(
                        all,
                        values,
                        "exists (select from hub_message_identifier i where i.message = m.id and i.value like ?)",
                        text.replaceAll("([\\\\%_])", "\\\\$1") + "%"));
        query.focus()
                .map(focus -> focus.split("/", 2))
                .filter(parts -> parts.length == 2)
                .ifPresent(parts -> {
                    all.add(
                            "exists (select from hub_message_change c where c.message = m.id and c.type = ? and c.id = ?)");
                    values.add(parts[0]);
                    values.add(parts[1]);
                });
        return all.isEmpty() ? "" : " where " + String.join(" and ", all);
    }

    private static List<String> codes(List<MessageState> states) {
        return states.stream().map(MessageState::code).toList();
    }

    @SafeVarargs
    private static void any(List<String> all, List<Object> values, String condition, List<String>... lists) {
        if (!lists[0].isEmpty()) {
            all.add(condition);
            for (List<String> list : lists) {
                values.add(list.toArray(String[]::new));
            }
        }
    }

    private static void add(List<String> all, List<Object> values, String condition, Object value) {
        all.add(condition);
        values.add(value);
    }

    private static JournalEntry entry(ResultSet row) throws SQLException {
        return new JournalEntry(
                row.getLong("id"),
                row.getString("feed"),
                row.getString("direction"),
                row.getTimestamp("received_at").toInstant(),
                row.getString("application"),
                row.getString("facility"),
                row.getString("control_id"),
                row.getString("type"),
                row.getString("event"),
                row.getString("structure"),
                row.getString("version"),
                MessageState.ofCode(row.getString("state")),
                Optional.ofNullable(row.getString("acknowledgement")),
                Optional.ofNullable(row.getTimestamp("settled_at")).map(Timestamp::toInstant),
                row.getInt("attempts"),
                row.getInt("duplicates"),
                number(row, "reuses"),
                Optional.ofNullable(row.getString("patient")),
                Remarks.read(row.getString("problems")),
                number(row, "replaces"),
                number(row, "replaced_by"),
                new Decision(
                        Optional.ofNullable(row.getString("decision")),
                        Optional.ofNullable(row.getString("decided_by"))));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
