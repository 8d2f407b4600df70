package org.practicehub.server.smart;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets codes and tokens that open nothing any more; a system that asks for a token every five minutes leaves 288 a day. */
@Component
class ExpiredAuthorizations {
    private final JdbcClient sql;

    ExpiredAuthorizations(JdbcClient sql) {
        this.sql = sql;
    }

    @Scheduled(initialDelayString = "10m", fixedDelayString = "1h")
    void forget() {
        List.of(
                        """
                        delete from oauth2_authorization where greatest(authorization_code_expires_at,
                          access_token_expires_at, refresh_token_expires_at) < now()""",
                        // What hangs on an authorization goes with it; a new one's may be there a moment before it.
                        """
                        delete from hub_grant g where made_at < now() - interval '1 hour'
                          and not exists (select from oauth2_authorization a where a.id = g.id)""",
                        """
                        delete from hub_used_refresh_token t where used_at < now() - interval '1 hour'
                          and not exists (select from oauth2_authorization a where a.id = t.grant_id)""",
                        "delete from hub_used_assertion where expires_at < now() - interval '1 minute'",
                        "delete from hub_launch where expires_at < now()",
                        "delete from hub_launch_step where expires_at < now()",
                        "delete from hub_revoked where expires_at < now()")
                .forEach(statement -> sql.sql(statement).update());
    }
}
