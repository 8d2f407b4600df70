package org.practicehub.server.identity;

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
        sql.sql(
                        """
                        delete from oauth2_authorization where greatest(authorization_code_expires_at,
                          access_token_expires_at, refresh_token_expires_at) < now()""")
                .update();
    }
}
