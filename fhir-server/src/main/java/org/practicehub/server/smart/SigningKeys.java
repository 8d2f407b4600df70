package org.practicehub.server.smart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.practicehub.routes.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign tokens. They are kept in the database, so that a restart, or a second process, signs alike. The next key is
 * published while the present one signs, and the one before it until its last token has expired: nothing stops when they change.
 */
public class SigningKeys implements JWKSource<SecurityContext> {
    private static final int BITS = 2048;

    /** Another process changes them seldom. */
    private static final Duration HELD = Duration.ofSeconds(30);

    private final JdbcClient sql;
    private final Vault vault;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SmartSettings settings;
    private volatile Held held = new Held(List.of(), Instant.EPOCH);

    SigningKeys(JdbcClient sql, Vault vault, TransactionTemplate transactions, Clock clock, SmartSettings settings) {
        this.sql = sql;
        this.vault = vault;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
        turn();
    }

    /** One key, and since when it signs; later than now for the next one. */
    record Kept(RSAKey key, Instant signsFrom) {}

    private record Held(List<Kept> keys, Instant read) {}

    /** All that are published, the earliest first. */
    List<Kept> all() {
        Held now = held;
        if (now.read().plus(HELD).isBefore(clock.instant())) {
            now = new Held(stored(), clock.instant());
            held = now;
        }
        return now.keys();
    }

    /** The one that signs. */
    RSAKey current() {
        Instant now = clock.instant();
        return all().stream()
                .filter(kept -> !kept.signsFrom().isAfter(now))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("no signing key signs yet"))
                .key();
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(
                new JWKSet(all().stream().map(kept -> (JWK) kept.key()).toList()));
    }

    /** The signing key alone, for whoever signs. */
    public JWKSource<SecurityContext> signing() {
        return (selector, context) -> selector.select(new JWKSet(current()));
    }

    /** Sees to it that one signs, that the next is published, and that what is over is gone. */
    @Scheduled(fixedDelayString = "1h", initialDelayString = "1h")
    void turn() {
        transactions.executeWithoutResult(status -> {
            takeTurns();
            Instant now = clock.instant();
            List<Kept> keys = stored();
            if (keys.stream().noneMatch(kept -> !kept.signsFrom().isAfter(now))) {
                put(draw(), now);
            }
            if (keys.stream().noneMatch(kept -> kept.signsFrom().isAfter(now))) {
                put(draw(), next(keys, now));
            }
            forget(now);
        });
        held = new Held(stored(), clock.instant());
    }

    private Instant next(List<Kept> keys, Instant now) {
        Instant since = keys.isEmpty() ? now : keys.get(keys.size() - 1).signsFrom();
        Instant due = since.plus(settings.keyLife());
        Instant soonest = now.plus(settings.keyOverlap());
        return due.isAfter(soonest) ? due : soonest;
    }

    /** A key is over once its successor has signed for longer than any token lives. */
    private void forget(Instant now) {
        sql.sql(
                        """
                        delete from hub_signing_key k where exists (select from hub_signing_key later
                          where later.signs_from > k.signs_from and later.signs_from < ?)""")
                .param(now.minus(settings.keyOverlap()).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Withdraws a key at once: what it signed is worth nothing from now on. The next one signs. */
    void withdraw(String kid) {
        transactions.executeWithoutResult(status -> {
            takeTurns();
            sql.sql("delete from hub_signing_key where kid = ?").param(kid).update();
            List<Kept> left = stored();
            Instant now = clock.instant();
            if (left.stream().noneMatch(kept -> !kept.signsFrom().isAfter(now)) && !left.isEmpty()) {
                sql.sql("update hub_signing_key set signs_from = ? where kid = ?")
                        .params(now.atOffset(ZoneOffset.UTC), left.get(0).key().getKeyID())
                        .update();
            }
        });
        turn();
    }

    private void takeTurns() {
        sql.sql("select pg_advisory_xact_lock(hashtext('hub_signing_key'))")
                .query((row, number) -> 1)
                .list();
    }

    private List<Kept> stored() {
        return sql.sql("select jwk, signs_from from hub_signing_key order by signs_from, kid")
                .query((row, number) -> new Kept(
                        parse(new String(vault.open(row.getBytes(1)), StandardCharsets.UTF_8)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }

    private void put(RSAKey key, Instant signsFrom) {
        sql.sql("insert into hub_signing_key (kid, jwk, signs_from) values (?, ?, ?)")
                .params(
                        key.getKeyID(),
                        vault.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8)),
                        signsFrom.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static RSAKey parse(String json) {
        try {
            return RSAKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key cannot be read", e);
        }
    }

    private static RSAKey draw() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot draw an RSA key", e);
        }
    }
}
