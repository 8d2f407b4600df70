package org.practicehub.server.smart;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What hangs on each authorization beyond OAuth: launch context, browser session, refresh tokens that were used. */
final class Grants {
    private final JdbcClient sql;
    private final Revoked revoked;
    private final Duration grace;

    /** @param grace how long a used refresh token still brings its successor */
    Grants(JdbcClient sql, Revoked revoked, Duration grace) {
        this.sql = sql;
        this.revoked = revoked;
        this.grace = grace;
    }

    /**
     * One of them.
     *
     * @param sessionHash of the browser session that it ends with; null when it outlives it
     */
    record Held(String id, String username, String client, byte @Nullable [] sessionHash, LaunchContext context) {}

    void make(Held grant, @Nullable Instant ends) {
        sql.sql(
                        """
                        insert into hub_grant (id, username, client, session_hash, context, ends_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(Arrays.asList(
                        grant.id(),
                        grant.username(),
                        grant.client(),
                        grant.sessionHash(),
                        grant.context().json(),
                        ends == null ? null : ends.atOffset(ZoneOffset.UTC)))
                .update();
    }

    Optional<Held> find(String id) {
        return sql.sql("select id, username, client, session_hash, context from hub_grant where id = ?"
                        + " and (ends_at is null or ends_at > now())")
                .param(id)
                .query((row, number) -> new Held(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBytes(4),
                        LaunchContext.of(row.getString(5))))
                .optional();
    }

    /** Ends an authorization with all that came of it. */
    void end(String id) {
        sql.sql("delete from oauth2_authorization where id = ?").param(id).update();
        sql.sql("delete from hub_grant where id = ?").param(id).update();
        revoked.add(id);
    }

    /** Ends what was given for the length of a browser session (online_access, smart.md T5). */
    void endSession(String session) {
        sql.sql("select id from hub_grant where session_hash = ?")
                .param(Secrets.hash(session))
                .query(String.class)
                .list()
                .forEach(this::end);
    }

    /** The session goes on under another id, as it does at each sign-in. */
    void moveSession(String before, String now) {
        sql.sql("update hub_grant set session_hash = ? where session_hash = ?")
                .params(Secrets.hash(now), Secrets.hash(before))
                .update();
    }

    /** The apps that can do something in the person's name, and since when. */
    Map<String, Instant> clientsOf(String username) {
        Map<String, Instant> clients = new TreeMap<>();
        sql.sql("select client, min(made_at) from hub_grant g join oauth2_authorization a on a.id = g.id"
                        + " where username = ? group by client")
                .param(username)
                .query((row, number) ->
                        clients.put(row.getString(1), row.getTimestamp(2).toInstant()))
                .list();
        return clients;
    }

    /** Ends all that the person gave this app. */
    void endAll(String username, String client) {
        sql.sql("select id from hub_grant where username = ? and client = ?")
                .params(List.of(username, client))
                .query(String.class)
                .list()
                .forEach(this::end);
    }

    /** Ends all that was given in the person's name, codes that are on their way included. */
    void endAll(String username) {
        sql.sql("select id from hub_grant where username = ?")
                .param(username)
                .query(String.class)
                .list()
                .forEach(this::end);
        sql.sql("delete from oauth2_authorization where principal_name = ?")
                .param(username)
                .update();
    }

    /** Ends all that this client was given, in whoever's name and in its own. */
    void endClient(String client) {
        sql.sql("select access_token_value from oauth2_authorization where registered_client_id = ?"
                        + " and authorization_grant_type = 'client_credentials' and access_token_value is not null")
                .param(client)
                .query(String.class)
                .list()
                .forEach(token -> revoked.add(number(token)));
        sql.sql("select id from oauth2_authorization where registered_client_id = ?"
                        + " union select id from hub_grant where client = ?")
                .params(client, client)
                .query(String.class)
                .list()
                .forEach(this::end);
    }

    /** A system's token names no grant: it is taken back by its own number. */
    private static String number(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
        } catch (ParseException e) {
            throw new IllegalStateException("a token of the hub's own is unreadable", e);
        }
    }

    void refreshed(String id, String usedToken) {
        sql.sql("insert into hub_used_refresh_token (token_hash, grant_id) values (?, ?) on conflict do nothing")
                .params(Secrets.hash(usedToken), id)
                .update();
    }

    /**
     * The authorization of a refresh token that was used before, if that is so short ago that its answer may have got lost.
     * Used later it is in two hands, and nobody knows which is the thief's: the whole family ends (RFC 9700, 4.14.2).
     */
    Optional<String> usedAgain(String token) {
        Optional<Used> used = sql.sql("select grant_id, clock_timestamp() - used_at < make_interval(secs => ?) from"
                        + " hub_used_refresh_token where token_hash = ?")
                .params(grace.toMillis() / 1000.0, Secrets.hash(token))
                .query((row, number) -> new Used(row.getString(1), row.getBoolean(2)))
                .optional();
        used.filter(one -> !one.justNow()).ifPresent(one -> end(one.grant()));
        return used.filter(Used::justNow).map(Used::grant);
    }

    private record Used(String grant, boolean justNow) {}
}
