package org.practicehub.server.identity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.IdentitySettings.Colleague;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The people who may sign in. */
@Component
public class People {
    private final JdbcClient sql;
    private final PasswordEncoder passwords;

    People(JdbcClient sql, PasswordEncoder passwords) {
        this.sql = sql;
        this.passwords = passwords;
    }

    /**
     * One person.
     *
     * @param fhirUser the person as a resource, e.g. {@code Practitioner/123}
     */
    public record Person(
            long id, String username, String displayName, String role, @Nullable String fhirUser, boolean active) {}

    public Optional<Person> find(String username) {
        return sql.sql("select id, username, display_name, role, fhir_user, active from hub_person where username = ?")
                .param(username)
                .query(Person.class)
                .optional();
    }

    /** The person who is this resource, e.g. {@code Practitioner/123}. */
    public Optional<Person> known(String fhirUser) {
        return sql
                .sql("select id, username, display_name, role, fhir_user, active from hub_person where fhir_user = ?")
                .param(fhirUser)
                .query(Person.class)
                .list()
                .stream()
                .findFirst();
    }

    /** Everybody who may sign in, by name. */
    public List<Person> active() {
        return sql.sql(
                        """
                        select id, username, display_name, role, fhir_user, active from hub_person
                        where active order by display_name, username""")
                .query(Person.class)
                .list();
    }

    public boolean isEmpty() {
        return sql.sql("select not exists (select from hub_person)")
                .query(Boolean.class)
                .single();
    }

    /** Whether no one can sign in yet. */
    public boolean nobodyHasAPassword() {
        return sql.sql("select not exists (select from hub_person where password_hash is not null)")
                .query(Boolean.class)
                .single();
    }

    public boolean hasPassword(long person) {
        return sql.sql("select password_hash is not null from hub_person where id = ?")
                .param(person)
                .query(Boolean.class)
                .single();
    }

    /** Adds the person, or brings an existing one's name, role and resource up to date; the password stays. */
    public long put(String username, String displayName, String role, @Nullable String fhirUser) {
        return put(username, new Colleague(displayName, role, fhirUser, List.of(), List.of()));
    }

    /** Adds the person, or brings what is said of an existing one up to date; the password stays. */
    public long put(String username, Colleague who) {
        return sql.sql(
                        """
                        insert into hub_person (username, display_name, role, fhir_user, acts_for, practitioner_roles)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (username) do update set display_name = excluded.display_name,
                          role = excluded.role, fhir_user = excluded.fhir_user,
                          acts_for = excluded.acts_for, practitioner_roles = excluded.practitioner_roles
                        returning id""")
                .params(
                        username,
                        who.name(),
                        who.role(),
                        who.fhirUser(),
                        who.actsFor().toArray(String[]::new),
                        who.practitionerRoles().toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** {@code RelatedPerson/<id>} for each patient whom this person stands in for. */
    public List<String> actsFor(long person) {
        return references("acts_for", person);
    }

    /** {@code PractitionerRole/<id>} for each place where this person works. */
    public List<String> practitionerRoles(long person) {
        return references("practitioner_roles", person);
    }

    private List<String> references(String column, long person) {
        return sql.sql("select unnest(" + column + ") from hub_person where id = ?")
                .param(person)
                .query(String.class)
                .list();
    }

    Optional<String> passwordHash(long person) {
        return sql.sql("select password_hash from hub_person where id = ? and password_hash is not null")
                .param(person)
                .query(String.class)
                .optional();
    }

    void signedIn(long person) {
        sql.sql("update hub_person set last_sign_in = now() where id = ?")
                .param(person)
                .update();
    }

    void setRole(long person, String role) {
        sql.sql("update hub_person set role = ? where id = ?")
                .params(role, person)
                .update();
    }

    /**
     * One person as an administrator sees them.
     *
     * @param invited whether a link for them works
     */
    public record Listed(
            Person person,
            Optional<Instant> lastSignIn,
            boolean hasPassword,
            boolean hasSecondFactor,
            boolean invited) {}

    /** Everybody, by name. */
    public List<Listed> all() {
        return sql.sql(
                        """
                        select p.*,
                          exists (select from hub_authenticator a where a.person_id = p.id and a.confirmed)
                            or exists (select from user_credentials c join user_entities e
                              on e.id = c.user_entity_user_id where e.name = p.username) as second_factor,
                          exists (select from hub_invitation i
                            where i.person_id = p.id and i.used_at is null and i.expires_at > now()) as invited
                        from hub_person p order by p.display_name, p.username""")
                .query((row, number) -> new Listed(
                        new Person(
                                row.getLong("id"),
                                row.getString("username"),
                                row.getString("display_name"),
                                row.getString("role"),
                                row.getString("fhir_user"),
                                row.getBoolean("active")),
                        Optional.ofNullable(row.getTimestamp("last_sign_in")).map(Timestamp::toInstant),
                        row.getString("password_hash") != null,
                        row.getBoolean("second_factor"),
                        row.getBoolean("invited")))
                .list();
    }

    /** Whether they may sign in at all. */
    public void setActive(long person, boolean active) {
        sql.sql("update hub_person set active = ? where id = ?")
                .params(active, person)
                .update();
    }

    public void setPassword(long person, String password) {
        sql.sql("update hub_person set password_hash = ? where id = ?")
                .params(passwords.encode(password), person)
                .update();
    }
}
