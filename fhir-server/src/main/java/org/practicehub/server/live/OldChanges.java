package org.practicehub.server.live;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets changes that no open screen will ask for again: a stream ends with its token, long before a day is over. */
@Component
class OldChanges {
    private final JdbcClient sql;

    OldChanges(JdbcClient sql) {
        this.sql = sql;
    }

    @Scheduled(initialDelayString = "10m", fixedDelayString = "1h")
    void forget() {
        sql.sql("delete from hub_change where at < now() - interval '1 day'").update();
    }
}
