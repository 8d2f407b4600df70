package org.practicehub.server.smart;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Access tokens that were taken back before their time (smart.md T7). A token is judged from memory, so that no request pays
 * for it; what another process took back arrives within seconds.
 */
public class Revoked {
    /** The claim that all tokens of one authorization share. */
    static final String GRANT = "grant";

    /** Rows are written by other transactions, which may commit a little late. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final JdbcClient sql;
    private final Clock clock;
    private final Duration longest;
    private final Map<String, Instant> known = new ConcurrentHashMap<>();
    private volatile Instant heard = Instant.EPOCH;

    /** @param longest life of an access token: what was taken back is forgotten after it */
    Revoked(JdbcClient sql, Clock clock, Duration longest) {
        this.sql = sql;
        this.clock = clock;
        this.longest = longest;
    }

    /** Takes back one token by its jti, or all of a grant by its id. */
    void add(String id) {
        Instant until = clock.instant().plus(longest).plus(OVERLAP);
        sql.sql("insert into hub_revoked (id, expires_at) values (?, ?) on conflict do nothing")
                .params(id, until.atOffset(ZoneOffset.UTC))
                .update();
        known.put(id, until);
    }

    boolean contains(Jwt token) {
        String grant = token.getClaimAsString(GRANT);
        return known.containsKey(String.valueOf(token.getId())) || (grant != null && known.containsKey(grant));
    }

    /** Hears what others took back, and forgets what has expired anyway. */
    @Scheduled(fixedDelayString = "${hub.smart.revocation-check:10s}")
    void listen() {
        Instant now = clock.instant();
        sql.sql("select id, expires_at from hub_revoked where revoked_at > ? and expires_at > now()")
                .param(heard.minus(heard.equals(Instant.EPOCH) ? Duration.ZERO : OVERLAP)
                        .atOffset(ZoneOffset.UTC))
                .query((row, number) -> Map.entry(row.getString(1), row.getObject(2, Timestamp.class)))
                .list()
                .forEach(entry -> known.put(entry.getKey(), entry.getValue().toInstant()));
        heard = now;
        known.values().removeIf(until -> until.isBefore(now));
    }
}
