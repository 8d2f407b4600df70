package org.practicehub.server.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The people who may sign in. */
@Component
public class People implements UserDetailsService {
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
        return sql.sql(
                        """
                        insert into hub_person (username, display_name, role, fhir_user) values (?, ?, ?, ?)
                        on conflict (username) do update set display_name = excluded.display_name,
                          role = excluded.role, fhir_user = excluded.fhir_user
                        returning id""")
                .params(username, displayName, role, fhirUser)
                .query(Long.class)
                .single();
    }

    public void setPassword(long person, String password) {
        sql.sql("update hub_person set password_hash = ? where id = ?")
                .params(passwords.encode(password), person)
                .update();
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        return sql.sql("select username, password_hash, role, active from hub_person where username = ?")
                .param(username)
                .query((row, number) -> User.withUsername(row.getString("username"))
                        // A person without a password matches none: the encoder refuses an unknown form.
                        .password(Optional.ofNullable(row.getString("password_hash"))
                                .orElse("{none}"))
                        .disabled(!row.getBoolean("active"))
                        .roles(row.getString("role"))
                        .build())
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }
}
