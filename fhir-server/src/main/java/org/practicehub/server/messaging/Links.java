package org.practicehub.server.messaging;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links by which whoever got a message confirms or cancels the visit. What stands in one says nothing and cannot be guessed. */
final class Links {
    static final String PATH = "/visit/";
    /** 128 random bits: as good as a signature, and short enough for a text message. */
    private static final int BYTES = 16;

    private static final Duration AFTER = Duration.ofHours(1);

    private final JdbcClient sql;
    private final BaseUrl base;

    Links(JdbcClient sql, BaseUrl base) {
        this.sql = sql;
        this.base = base;
    }

    /** What a link is about. */
    record Link(String request, String appointment, String patient) {}

    /** A new one, good until shortly after the visit has begun. */
    String make(Due due) {
        String token = Secrets.randomText(BYTES);
        sql.sql("insert into hub_visit_link (hash, request, appointment, patient, expires_at) values (?, ?, ?, ?, ?)")
                .params(
                        Secrets.hash(token),
                        due.request(),
                        due.appointment(),
                        due.patient(),
                        Timestamp.from(due.begins().plus(AFTER)))
                .update();
        return base.at(PATH + token);
    }

    Optional<Link> find(String token, Instant now) {
        return sql.sql("select request, appointment, patient from hub_visit_link where hash = ? and expires_at > ?")
                .params(Secrets.hash(token), Timestamp.from(now))
                .query((row, number) ->
                        new Link(row.getString("request"), row.getString("appointment"), row.getString("patient")))
                .optional();
    }
}
