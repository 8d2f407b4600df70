package org.practicehub.server.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One-time links with which a person sets a password. Only a hash of the link's secret is kept. */
@Component
public class Invitations {
    private static final int BYTES = 32;

    private final JdbcClient sql;
    private final People people;
    private final Lockout lockout;
    private final SignedInSessions sessions;
    private final IdentitySettings settings;

    Invitations(JdbcClient sql, People people, Lockout lockout, SignedInSessions sessions, IdentitySettings settings) {
        this.sql = sql;
        this.people = people;
        this.lockout = lockout;
        this.sessions = sessions;
        this.settings = settings;
    }

    /** The secret part of a new link for the person; links that were made for them before stop working. */
    @Transactional
    public String invite(long person) {
        String token = Secrets.randomText(BYTES);
        sql.sql("delete from hub_invitation where person_id = ? and used_at is null")
                .param(person)
                .update();
        sql.sql("insert into hub_invitation (token_hash, person_id, expires_at) values (?, ?, ?)")
                .params(Secrets.hash(token), person, timestamp(Instant.now().plus(settings.invitation())))
                .update();
        return token;
    }

    /** Whose link this is, while it works. */
    Optional<String> usernameOf(String token) {
        return sql.sql(
                        """
                        select p.username from hub_invitation i join hub_person p on p.id = i.person_id
                        where i.token_hash = ? and i.used_at is null and i.expires_at > now() and p.active""")
                .param(Secrets.hash(token))
                .query(String.class)
                .optional();
    }

    /** Sets the password and uses the link up; false when the link no longer works. */
    @Transactional
    boolean accept(String token, String password) {
        Optional<String> username = usernameOf(token);
        Optional<Long> person = sql.sql(
                        """
                        update hub_invitation set used_at = now()
                        where token_hash = ? and used_at is null and expires_at > now() returning person_id""")
                .param(Secrets.hash(token))
                .query(Long.class)
                .optional();
        person.ifPresent(id -> people.setPassword(id, password));
        if (person.isPresent() && username.isPresent()) {
            // Whoever knew the old password is out, and whoever was locked out is in.
            sessions.endAll(username.get());
            lockout.unlock(username.get());
        }
        return person.isPresent();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
