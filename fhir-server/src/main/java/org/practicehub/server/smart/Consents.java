package org.practicehub.server.smart;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each person has allowed each app, so that they are asked once, and again when an app wants more. */
final class Consents {
    private final JdbcClient sql;

    Consents(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param offered what could be allowed when the person was asked */
    record Consent(String client, Set<String> offered, Set<String> granted, Instant given) {
        /** Parts of what was offered, as they were granted, were asked about too. */
        boolean covers(Set<String> asked) {
            return asked.stream().allMatch(scope -> offered.contains(scope) || granted.contains(scope));
        }
    }

    void put(String username, String client, Set<String> offered, Set<String> granted) {
        sql.sql(
                        """
                        insert into hub_consent (username, client, offered, granted) values (?, ?, ?, ?)
                        on conflict (username, client) do update set offered = excluded.offered,
                          granted = excluded.granted, given_at = now()""")
                .params(username, client, String.join(" ", offered), String.join(" ", granted))
                .update();
    }

    /** What the person said, if they were asked about all of this. */
    Optional<Consent> find(String username, String client, Set<String> asked) {
        return all(username).stream()
                .filter(consent -> consent.client().equals(client) && consent.covers(asked))
                .findFirst();
    }

    List<Consent> all(String username) {
        return sql.sql("select client, offered, granted, given_at from hub_consent where username = ? order by client")
                .param(username)
                .query((row, number) -> new Consent(
                        row.getString(1),
                        LaunchSteps.scopes(row.getString(2)),
                        LaunchSteps.scopes(row.getString(3)),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    void forget(String username, String client) {
        sql.sql("delete from hub_consent where username = ? and client = ?")
                .params(username, client)
                .update();
    }
}
