package org.practicehub.server.audit;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * What happens cannot be written down now, so it must not happen. For the one who works messages off it is a database that is
 * away: the message waits.
 */
public final class AuditUnavailable extends DataAccessResourceFailureException {
    private static final long serialVersionUID = 1L;

    AuditUnavailable(Throwable cause) {
        super("the audit trail cannot be written", cause);
    }

    AuditUnavailable() {
        super("the audit trail cannot be written");
    }
}
