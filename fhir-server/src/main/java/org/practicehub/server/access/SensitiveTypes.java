package org.practicehub.server.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Of which types anything restricted is stored. Where nothing is, a search need not be looked through row by row, and its total
 * may be told.
 */
final class SensitiveTypes {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final JdbcClient sql;
    private final LoadingCache<String, Boolean> known =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build(this::look);

    SensitiveTypes(JdbcClient sql) {
        this.sql = sql;
    }

    boolean occurIn(String type) {
        return known.get(type);
    }

    /** Something was labelled just now. */
    void noted(String type) {
        known.put(type, true);
    }

    private boolean look(String type) {
        // HAPI's table of labels is small; the one of what carries them has an index by label.
        return sql.sql(
                        """
                        select exists (select from hfj_tag_def label join hfj_res_tag carried on carried.tag_id = label.tag_id
                          where label.tag_type = 2 and carried.res_type = ?)""")
                .param(type)
                .query(Boolean.class)
                .single();
    }
}
