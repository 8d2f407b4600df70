package org.practicehub.server.audit;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks records up, newest first. */
final class EventSearch {
    private final JdbcClient sql;

    EventSearch(JdbcClient sql) {
        this.sql = sql;
    }

    /** A record with its number. */
    record Numbered(long n, Event event) {}

    Optional<Numbered> find(long n) {
        return sql.sql("select n, body from audit.event where n = ?")
                .param(n)
                .query((row, number) -> new Numbered(row.getLong(1), Canonical.read(row.getString(2))))
                .optional();
    }

    List<Numbered> find(EventQuery query) {
        List<Object> values = new ArrayList<>();
        String where = where(query, values);
        values.add(query.most());
        return sql.sql("select n, body from audit.event" + where + " order by n desc limit ?")
                .params(values)
                .query((row, number) -> new Numbered(row.getLong(1), Canonical.read(row.getString(2))))
                .list();
    }

    /** How many there are, pages aside. */
    long count(EventQuery query) {
        List<Object> values = new ArrayList<>();
        return sql.sql("select count(*) from audit.event" + where(query, values))
                .params(values)
                .query(Long.class)
                .single();
    }

    private static String where(EventQuery query, List<Object> values) {
        List<String> all = new ArrayList<>();
        if (!query.all().isEmpty()) {
            all.add("audit.terms(body) @> ?::text[]");
            values.add(query.all().toArray(String[]::new));
        }
        for (List<String> any : query.any()) {
            all.add("audit.terms(body) && ?::text[]");
            values.add(any.toArray(String[]::new));
        }
        if (query.from() != null) {
            all.add("at >= ?");
            values.add(Timestamp.from(query.from()));
        }
        if (query.until() != null) {
            all.add("at < ?");
            values.add(Timestamp.from(query.until()));
        }
        if (query.before() != null) {
            all.add("n < ?");
            values.add(query.before());
        }
        return all.isEmpty() ? "" : " where " + String.join(" and ", all);
    }
}
