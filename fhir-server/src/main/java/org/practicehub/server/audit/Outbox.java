package org.practicehub.server.audit;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the event of a change waits, written in the transaction of the change itself. */
final class Outbox {
    private final JdbcClient sql;

    Outbox(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Joins the transaction under way.
     *
     * @throws AuditUnavailable when it cannot be written; the transaction must not commit
     */
    void put(Event event) {
        try {
            sql.sql("insert into audit.outbox (body) values (?)")
                    .param(Canonical.write(event))
                    .update();
        } catch (DataAccessException e) {
            throw new AuditUnavailable(e);
        }
    }
}
