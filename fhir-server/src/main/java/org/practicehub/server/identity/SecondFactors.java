package org.practicehub.server.identity;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;
import org.practicehub.routes.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people have beside their password: an authenticator, and codes on paper for the day on which it is lost. */
@Component
class SecondFactors {
    private static final int RECOVERY_CODES = 10;

    /** Eighty bits: a hash of it need not be slow. */
    private static final int RECOVERY_BYTES = 10;

    private static final int GROUP = 4;

    private final JdbcClient sql;
    private final Vault vault;
    private final Clock clock;

    SecondFactors(JdbcClient sql, Vault vault, Clock clock) {
        this.sql = sql;
        this.vault = vault;
        this.clock = clock;
    }

    public boolean hasAuthenticator(long person) {
        return sql.sql("select exists (select from hub_authenticator where person_id = ? and confirmed)")
                .param(person)
                .query(Boolean.class)
                .single();
    }

    public int recoveryCodesLeft(long person) {
        return sql.sql("select count(*) from hub_recovery_code where person_id = ? and used_at is null")
                .param(person)
                .query(Integer.class)
                .single();
    }

    /** The seed of an authenticator that is being set up: the same until it is confirmed, so that a page may be reloaded. */
    @Transactional
    public byte[] offer(long person) {
        sql.sql(
                        """
                        insert into hub_authenticator (person_id, seed) values (?, ?)
                        on conflict (person_id) do nothing""")
                .params(person, vault.seal(Secrets.random(Totp.SEED_BYTES)))
                .update();
        return seed(person, false).orElseThrow(() -> new IllegalStateException("there is an authenticator already"));
    }

    /** Whether the code is right: then the authenticator counts from now on. */
    @Transactional
    public boolean confirm(long person, String code) {
        return seed(person, false).filter(seed -> takes(person, seed, code)).isPresent()
                && sql.sql("update hub_authenticator set confirmed = true where person_id = ?")
                                .param(person)
                                .update()
                        == 1;
    }

    /** Whether this is the present code of the authenticator, or a recovery code; neither is taken twice. */
    @Transactional
    public boolean accepts(long person, String typed) {
        return seed(person, true).filter(seed -> takes(person, seed, typed)).isPresent() || isRecovery(person, typed);
    }

    private boolean takes(long person, byte[] seed, String typed) {
        OptionalLong step = Totp.stepOf(seed, typed.replace(" ", ""), clock.instant());
        // RFC 6238, 5.2: a code is taken once. Of two who send it at the same moment, one updates the row.
        return step.isPresent()
                && sql.sql("update hub_authenticator set last_step = ? where person_id = ? and last_step < ?")
                                .params(step.getAsLong(), person, step.getAsLong())
                                .update()
                        == 1;
    }

    private boolean isRecovery(long person, String typed) {
        String code = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return sql.sql(
                                """
                                update hub_recovery_code set used_at = now()
                                where person_id = ? and hash = ? and used_at is null""")
                        .params(person, Secrets.hash(code))
                        .update()
                == 1;
    }

    private Optional<byte[]> seed(long person, boolean confirmed) {
        return sql.sql("select seed from hub_authenticator where person_id = ? and confirmed = ?")
                .params(person, confirmed)
                .query(byte[].class)
                .optional()
                .map(vault::open);
    }

    /** Takes the authenticator and the codes away. */
    @Transactional
    public void remove(long person) {
        sql.sql("delete from hub_authenticator where person_id = ?")
                .param(person)
                .update();
        sql.sql("delete from hub_recovery_code where person_id = ?")
                .param(person)
                .update();
    }

    /** New recovery codes in place of the old ones; nobody can read them again. */
    @Transactional
    public List<String> newRecoveryCodes(long person) {
        sql.sql("delete from hub_recovery_code where person_id = ?")
                .param(person)
                .update();
        List<String> codes = Stream.generate(() -> new Base32().encodeToString(Secrets.random(RECOVERY_BYTES)))
                .limit(RECOVERY_CODES)
                .toList();
        codes.forEach(code -> sql.sql("insert into hub_recovery_code (person_id, hash) values (?, ?)")
                .params(person, Secrets.hash(code))
                .update());
        return codes.stream().map(SecondFactors::grouped).toList();
    }

    private static String grouped(String code) {
        return code.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }
}
