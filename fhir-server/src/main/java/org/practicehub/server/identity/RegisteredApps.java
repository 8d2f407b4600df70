package org.practicehub.server.identity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.IdentitySettings.App;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The SMART clients that were registered in the console, with who did it and when. */
@Component
public class RegisteredApps {
    private final JdbcClient sql;
    private final ApplicationEventPublisher events;

    RegisteredApps(JdbcClient sql, ApplicationEventPublisher events) {
        this.sql = sql;
        this.events = events;
    }

    /** Something that an administrator did, by their user name. */
    public record Deed(Instant at, String by) {}

    /**
     * One of them.
     *
     * @param app as it is registered; its secret is the hash of it
     * @param retired since when it gets nothing more; null while it does
     * @param lastUsed when it was last given a token, to five minutes; null for never
     */
    public record Registered(
            String id,
            App app,
            Deed registered,
            @Nullable Deed changed,
            @Nullable Deed retired,
            @Nullable Instant lastUsed) {}

    /** What was done to a registration. */
    public enum Change {
        REGISTERED,
        CHANGED,
        NEW_SECRET,
        RETIRED
    }

    /**
     * A registration was made or changed. Whoever gave the client something takes it back where it ends.
     *
     * @param before null for a new one
     * @param ends whether what the client was given until now ends with it
     */
    public record ClientChanged(
            String client, Change change, String by, @Nullable App before, App after, boolean ends) {}

    /** All of them, those that were retired too, by name. */
    public List<Registered> all() {
        return sql.sql("select * from hub_client order by name, id")
                .query((row, number) -> read(row))
                .list();
    }

    /** One that was not retired. */
    public Optional<Registered> find(String id) {
        return sql.sql("select * from hub_client where id = ? and retired_at is null")
                .param(id)
                .query((row, number) -> read(row))
                .optional();
    }

    /** Registers it; false when the id is or was another's. */
    @Transactional
    public boolean register(String id, App app, String by) {
        List<@Nullable Object> values = values(app);
        values.add(by);
        values.add(id);
        int made = sql.sql(
                        """
                        insert into hub_client (name, description, launch, redirects, origins, secret_hash, jwks, jwks_url,
                          grants, scopes, submissions_only, consent, registered_by, id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(values)
                .update();
        if (made == 1) {
            events.publishEvent(new ClientChanged(id, Change.REGISTERED, by, null, app, false));
        }
        return made == 1;
    }

    /** Changes it. What it was given ends where it may do less than before, or proves itself in another way. */
    @Transactional
    public void change(Registered before, App app, String by) {
        List<@Nullable Object> values = values(app);
        values.add(by);
        values.add(before.id());
        sql.sql(
                        """
                        update hub_client set name = ?, description = ?, launch = ?, redirects = ?, origins = ?,
                          secret_hash = ?, jwks = ?, jwks_url = ?, grants = ?, scopes = ?, submissions_only = ?, consent = ?,
                          changed_by = ?, changed_at = now() where id = ?""")
                .params(values)
                .update();
        boolean ends = mayLess(before.app(), app);
        events.publishEvent(new ClientChanged(before.id(), Change.CHANGED, by, before.app(), app, ends));
    }

    private static boolean mayLess(App before, App after) {
        return !after.scopes().containsAll(before.scopes())
                || !after.grants().equals(before.grants())
                || (after.submissionsOnly() && !before.submissionsOnly())
                || (after.asksForConsent() && !before.asksForConsent())
                || !proof(after).equals(proof(before));
    }

    private static List<@Nullable String> proof(App app) {
        return Arrays.asList(app.secret(), app.jwks(), app.jwksUrl());
    }

    /** Puts another secret in the place of its own; what it was given with the old one lasts as long as it would have. */
    @Transactional
    public void newSecret(Registered client, String hash, String by) {
        sql.sql("update hub_client set secret_hash = ?, changed_by = ?, changed_at = now() where id = ?")
                .params(hash, by, client.id())
                .update();
        events.publishEvent(new ClientChanged(client.id(), Change.NEW_SECRET, by, client.app(), client.app(), false));
    }

    /** The same secret under stronger parameters of its hash. */
    public void hashedAnew(String id, String hash) {
        sql.sql("update hub_client set secret_hash = ? where id = ?")
                .params(hash, id)
                .update();
    }

    /** Ends it with all that it was given. */
    @Transactional
    public void retire(Registered client, String by) {
        sql.sql("update hub_client set retired_by = ?, retired_at = now() where id = ?")
                .params(by, client.id())
                .update();
        events.publishEvent(new ClientChanged(client.id(), Change.RETIRED, by, client.app(), client.app(), true));
    }

    /** It was given a token. */
    public void used(String id) {
        sql.sql(
                        """
                        update hub_client set last_used_at = now() where id = ?
                          and (last_used_at is null or last_used_at < now() - interval '5 minutes')""")
                .param(id)
                .update();
    }

    private static List<@Nullable Object> values(App app) {
        return new ArrayList<>(Arrays.<@Nullable Object>asList(
                app.name(),
                app.description(),
                app.launch(),
                array(app.redirects()),
                array(app.origins()),
                app.secret(),
                app.jwks(),
                app.jwksUrl(),
                array(app.grants()),
                array(app.scopes()),
                app.submissionsOnly(),
                app.asksForConsent()));
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static Registered read(ResultSet row) throws SQLException {
        App app = new App(
                row.getString("name"),
                row.getString("description"),
                null,
                row.getString("launch"),
                texts(row.getArray("redirects")),
                texts(row.getArray("origins")),
                row.getString("secret_hash"),
                row.getString("jwks"),
                row.getString("jwks_url"),
                texts(row.getArray("grants")),
                texts(row.getArray("scopes")),
                row.getBoolean("submissions_only"),
                row.getBoolean("consent"));
        return new Registered(
                row.getString("id"),
                app,
                new Deed(instant(row, "registered_at").orElseThrow(), row.getString("registered_by")),
                deed(row, "changed").orElse(null),
                deed(row, "retired").orElse(null),
                instant(row, "last_used_at").orElse(null));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Optional<Deed> deed(ResultSet row, String what) throws SQLException {
        String by = row.getString(what + "_by");
        return instant(row, what + "_at").map(at -> new Deed(at, by));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
