package org.practicehub.server.smart;

import java.time.Instant;
import java.time.ZoneOffset;
import org.practicehub.server.identity.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signed statements are good once. Kept in the database, so that no other process takes one a second time. */
final class UsedAssertions {
    private final JdbcClient sql;

    UsedAssertions(JdbcClient sql) {
        this.sql = sql;
    }

    /** False when it was used before. It may be forgotten when it has expired: nobody takes it then. */
    boolean use(String issuer, String id, Instant expires) {
        return sql.sql(
                                """
                                insert into hub_used_assertion (issuer, id_hash, expires_at) values (?, ?, ?)
                                on conflict do nothing""")
                        .params(issuer, Secrets.hash(id), expires.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
