package org.practicehub.server.identity;

import java.time.Duration;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who has tried too often (smart.md N21): per name and per address, in the database, so that every process counts the same.
 * A try is counted before it is looked at: a hundred at the same moment get no further than a hundred in a row.
 */
@Component
class Lockout {
    /** Slips of the hand wait for nothing. */
    private static final int FREE = 5;

    private static final String ACCOUNT = "account";
    private static final String ADDRESS = "address";

    private final JdbcClient sql;
    private final SignInSettings.Limits limits;

    Lockout(JdbcClient sql, SignInSettings settings) {
        this.sql = sql;
        this.limits = settings.limits();
    }

    /** Counts a try; whether it may be looked at. */
    @Transactional
    public boolean admits(String username, String address) {
        // Always in this order, so that two tries never wait for each other.
        boolean account = admits(ACCOUNT, normal(username), limits.account(), FREE);
        boolean from = admits(ADDRESS, address, limits.address(), limits.address() - FREE);
        return account && from;
    }

    private boolean admits(String kind, String key, int most, int free) {
        byte[] hash = Secrets.hash(key);
        boolean open = sql.sql(
                        """
                        insert into hub_sign_in_try (kind, key, tries, last_at, open_at) values (?, ?, 0, now(), now())
                        on conflict (kind, key) do update set tries = hub_sign_in_try.tries
                        returning open_at <= now()""")
                .params(kind, hash)
                .query(Boolean.class)
                .single();
        if (!open) {
            return false;
        }
        int tries = sql.sql(
                        """
                        update hub_sign_in_try set
                          tries = case when last_at < now() - make_interval(secs => ?) then 1 else tries + 1 end,
                          last_at = now()
                        where kind = ? and key = ? returning tries""")
                .params((double) limits.pause().toSeconds(), kind, hash)
                .query(Integer.class)
                .single();
        sql.sql("update hub_sign_in_try set open_at = now() + make_interval(secs => ?) where kind = ? and key = ?")
                .params((double) pauseAfter(tries, most, free, limits.pause()).toSeconds(), kind, hash)
                .update();
        return true;
    }

    /** Nothing for the first few, then doubled from a second on, and the whole pause when the number is reached. */
    static Duration pauseAfter(int tries, int most, int free, Duration pause) {
        if (tries >= most) {
            return pause;
        }
        if (tries <= free) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(tries - free - 1, 30));
        return doubled.compareTo(pause) < 0 ? doubled : pause;
    }

    /** The try was right: its name starts anew, and its address is not charged with it. */
    @Transactional
    public void succeeded(String username, String address) {
        unlock(username);
        sql.sql("update hub_sign_in_try set tries = greatest(tries - 1, 0) where kind = ? and key = ?")
                .params(ADDRESS, Secrets.hash(address))
                .update();
    }

    /** Opens the name: somebody proved by other means who they are. */
    public void unlock(String username) {
        sql.sql("delete from hub_sign_in_try where kind = ? and key = ?")
                .params(ACCOUNT, Secrets.hash(normal(username)))
                .update();
    }

    /** Whether the name is closed for the whole pause. */
    public boolean isLocked(String username) {
        return sql.sql(
                        """
                        select exists (select from hub_sign_in_try
                          where kind = ? and key = ? and tries >= ? and open_at > now())""")
                .params(ACCOUNT, Secrets.hash(normal(username)), limits.account())
                .query(Boolean.class)
                .single();
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forget() {
        sql.sql("delete from hub_sign_in_try where last_at < now() - make_interval(secs => ?)")
                .param((double) limits.pause().multipliedBy(2).toSeconds())
                .update();
    }

    private static String normal(String username) {
        return username.strip().toLowerCase(Locale.ROOT);
    }
}
