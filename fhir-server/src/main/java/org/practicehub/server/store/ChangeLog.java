package org.practicehub.server.store;

import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What changed, written in the transaction that changes it and told to every process at its commit. It names resources and
 * says nothing about what is in them.
 */
final class ChangeLog {
    /** The name of PostgreSQL's notification channel. */
    static final String CHANNEL = "hub_change";

    /** Written with every message, and looked at by nobody's open screen. */
    private static final Set<String> UNTOLD = Set.of("Provenance", "AuditEvent");

    private final JdbcClient sql;

    ChangeLog(JdbcClient sql) {
        this.sql = sql;
    }

    void add(IBaseResource resource, String action) {
        String type = resource.fhirType();
        if (UNTOLD.contains(type)) {
            return;
        }
        sql.sql(
                        """
                        with change as (
                          insert into hub_change (type, fhir_id, version, action) values (?, ?, ?, ?)
                          returning id, type, fhir_id, version, action)
                        select pg_notify(?, concat_ws(' ', 'change', id, type || '/' || fhir_id, version, action))
                        from change""")
                .params(
                        type,
                        resource.getIdElement().getIdPart(),
                        resource.getMeta().getVersionId(),
                        action,
                        CHANNEL)
                .query((row, number) -> true)
                .list();
    }
}
