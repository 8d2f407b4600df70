package org.practicehub.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who opened a patient's record in an emergency, why, until when, and whether somebody has looked at it since (45 CFR
 * 164.312(a)(2)(ii); smart.md section 4).
 */
public final class BreakGlass {
    /** How long a record stays open. */
    static final Duration LASTS = Duration.ofMinutes(60);

    private final JdbcClient sql;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(5))
            .maximumSize(10_000)
            .build();

    BreakGlass(JdbcClient sql, Clock clock, ApplicationEventPublisher events) {
        this.sql = sql;
        this.clock = clock;
        this.events = events;
    }

    /** Somebody broke the glass before a patient's record. The reason is in the list of cases, not in the event. */
    public record GlassBroken(long number, String username, String patient, Instant until) {}

    /**
     * One case.
     *
     * @param patient as {@code Patient/…}
     * @param reviewedBy user name; null while nobody has looked at it
     */
    public record Case(
            long id,
            String username,
            String patient,
            String reason,
            OffsetDateTime startedAt,
            OffsetDateTime expiresAt,
            @Nullable String reviewedBy,
            @Nullable OffsetDateTime reviewedAt,
            @Nullable String finding) {}

    /** Opens the patient's record to the person for an hour. */
    Instant open(String username, String patient, String reason) {
        Instant until = clock.instant().plus(LASTS);
        long number = sql.sql(
                        """
                        insert into hub_break_glass (username, patient, reason, started_at, expires_at)
                        values (?, ?, ?, ?, ?) returning id""")
                .params(username, patient, reason, at(clock.instant()), at(until))
                .query(Long.class)
                .single();
        known.invalidate(username + " " + patient);
        known.invalidate(username);
        events.publishEvent(new GlassBroken(number, username, patient, until));
        return until;
    }

    boolean isBroken(String username, String patient) {
        return known.get(username + " " + patient, key -> sql.sql(
                        """
                        select exists (select from hub_break_glass
                          where username = ? and patient = ? and expires_at > ?)""")
                .params(username, patient, at(clock.instant()))
                .query(Boolean.class)
                .single());
    }

    /** Whether the person has any record open so at the moment. */
    boolean isAnyBroken(String username) {
        return known.get(username, key -> sql.sql(
                        "select exists (select from hub_break_glass where username = ? and expires_at > ?)")
                .params(username, at(clock.instant()))
                .query(Boolean.class)
                .single());
    }

    /** Until when the record is open to the person; empty when it is not. */
    Optional<Instant> openUntil(String username, String patient) {
        return sql
                .sql(
                        "select max(expires_at) from hub_break_glass where username = ? and patient = ? and expires_at > ?")
                .params(username, patient, at(clock.instant()))
                .query(OffsetDateTime.class)
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .map(OffsetDateTime::toInstant)
                .findFirst();
    }

    /** The cases, those that nobody has looked at first, then the newest. */
    List<Case> cases(int most) {
        return sql.sql(
                        """
                        select id, username, patient, reason, started_at, expires_at, reviewed_by, reviewed_at, finding
                        from hub_break_glass order by reviewed_at is not null, started_at desc limit ?""")
                .param(most)
                .query(Case.class)
                .list();
    }

    /** Writes down what a review found; false when there is no such case, or it was reviewed before. */
    boolean review(long number, String by, String finding) {
        return sql.sql(
                                """
                                update hub_break_glass set reviewed_by = ?, reviewed_at = ?, finding = ?
                                where id = ? and reviewed_at is null and username <> ?""")
                        .params(by, at(clock.instant()), finding, number, by)
                        .update()
                == 1;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
