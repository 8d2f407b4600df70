package org.practicehub.server.identity;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.practicehub.server.identity.People.Person;
import org.practicehub.server.identity.SignInSettings.Provider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who somebody of an outside provider is here. The first time by the name that the provider gives, from then on by its subject,
 * which it never gives to another. Nobody becomes a person here by signing in there.
 */
@Component
class OutsideIdentities {
    private static final String EMAIL = "email";

    private final JdbcClient sql;
    private final People people;
    private final SignInSettings settings;

    OutsideIdentities(JdbcClient sql, People people, SignInSettings settings) {
        this.sql = sql;
        this.people = people;
        this.settings = settings;
    }

    Provider provider(String id) {
        return Optional.ofNullable(settings.providers().get(id)).orElseThrow();
    }

    /** The person, when this hub knows one by that sign-in. */
    @Transactional
    public Optional<Person> person(String id, OidcUser user) {
        Provider provider = provider(id);
        Optional<Person> person = known(id, user.getSubject()).or(() -> named(provider, user));
        person.ifPresent(who -> {
            sql.sql(
                            "insert into hub_outside_identity (provider, subject, person_id) values (?, ?, ?) on conflict do nothing")
                    .params(id, user.getSubject(), who.id())
                    .update();
            role(provider, user).ifPresent(role -> people.setRole(who.id(), role));
        });
        return person.flatMap(who -> people.find(who.username())).filter(Person::active);
    }

    private Optional<Person> known(String provider, String subject) {
        return sql.sql(
                        """
                        select p.username from hub_outside_identity o join hub_person p on p.id = o.person_id
                        where o.provider = ? and o.subject = ?""")
                .params(provider, subject)
                .query(String.class)
                .optional()
                .flatMap(people::find);
    }

    /** An address counts when the provider has made sure that it is the person's. */
    private Optional<Person> named(Provider provider, OidcUser user) {
        boolean counts = !provider.claim().equals(EMAIL) || Boolean.TRUE.equals(user.getEmailVerified());
        return Optional.ofNullable(user.getClaimAsString(provider.claim()))
                .filter(name -> counts)
                .flatMap(name -> people.find(name).or(() -> people.find(name.toLowerCase(Locale.ROOT))))
                // Somebody else of that provider came by this name before: it was given away again there.
                .filter(who -> !isLinked(provider, who));
    }

    private boolean isLinked(Provider provider, Person who) {
        List<String> ids = settings.providers().entrySet().stream()
                .filter(one -> one.getValue().equals(provider))
                .map(one -> one.getKey())
                .toList();
        return ids.stream().anyMatch(id -> sql.sql(
                        "select exists (select from hub_outside_identity where provider = ? and person_id = ?)")
                .params(id, who.id())
                .query(Boolean.class)
                .single());
    }

    private static Optional<String> role(Provider provider, OidcUser user) {
        return Optional.ofNullable(provider.groups())
                .map(claim -> user.<Object>getClaim(claim))
                .filter(Collection.class::isInstance)
                .flatMap(groups -> ((Collection<?>) groups)
                        .stream()
                                .map(group -> provider.roles().get(String.valueOf(group)))
                                .flatMap(role -> Optional.ofNullable(role).stream())
                                .findFirst());
    }
}
