package org.practicehub.server.smart;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Launches of apps from inside the hub. The handle in the address says nothing and is good once, for five minutes, for the
 * person, the browser session and the app that it was made for (smart.md L1, N9).
 */
final class Launches {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final JdbcClient sql;
    private final Clock clock;

    Launches(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The handle of a new launch. */
    String make(String username, byte @Nullable [] session, String client, LaunchContext context) {
        String handle = Secrets.handle();
        sql.sql(
                        """
                        insert into hub_launch (handle_hash, username, session_hash, client, context, expires_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        Secrets.hash(handle),
                        username,
                        session,
                        client,
                        context.json(),
                        clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC)))
                .update();
        return handle;
    }

    /** What the handle stands for, while it is good for these. */
    Optional<LaunchContext> find(String handle, String username, byte @Nullable [] session, String client) {
        return sql.sql(
                        """
                        select context from hub_launch where handle_hash = ? and username = ? and client = ?
                          and (session_hash is null or session_hash = ?) and used_at is null and expires_at > ?""")
                .params(Arrays.asList(
                        Secrets.hash(handle),
                        username,
                        client,
                        session,
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .query(String.class)
                .optional()
                .map(LaunchContext::of);
    }

    /** Uses the handle up; false when somebody was faster. */
    boolean use(String handle) {
        return sql.sql("update hub_launch set used_at = now() where handle_hash = ? and used_at is null")
                        .param(Secrets.hash(handle))
                        .update()
                == 1;
    }
}
