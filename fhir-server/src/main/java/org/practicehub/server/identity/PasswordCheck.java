package org.practicehub.server.identity;

import java.util.Optional;
import org.practicehub.server.identity.People.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationFailureDisabledEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Is this the password of that name? One hash is computed whatever the answer and its reason, so that the time which it
 * takes says no more than the answer does (smart.md N21).
 */
@Component
class PasswordCheck {
    private final People people;
    private final PasswordEncoder passwords;
    private final Lockout lockout;
    private final ApplicationEventPublisher events;

    /** Of a password that nobody has: what is hashed for names that do not exist. */
    private final String nobodys;

    PasswordCheck(People people, PasswordEncoder passwords, Lockout lockout, ApplicationEventPublisher events) {
        this.people = people;
        this.passwords = passwords;
        this.lockout = lockout;
        this.events = events;
        this.nobodys = passwords.encode(Secrets.randomText(24));
    }

    /** The person, when all of it is right: the name, the password, the number of tries. */
    Optional<Person> check(String username, String password, String address) {
        boolean admitted = lockout.admits(username, address);
        Optional<Person> person = people.find(username);
        Optional<String> hash = person.flatMap(who -> people.passwordHash(who.id()));
        boolean right = passwords.matches(password, admitted ? hash.orElse(nobodys) : nobodys);
        Authentication tried = UsernamePasswordAuthenticationToken.unauthenticated(username, null);
        if (!admitted) {
            events.publishEvent(new AuthenticationFailureLockedEvent(tried, new LockedException("too many tries")));
            return Optional.empty();
        }
        if (!right || person.isEmpty()) {
            events.publishEvent(
                    new AuthenticationFailureBadCredentialsEvent(tried, new BadCredentialsException("wrong password")));
            return Optional.empty();
        }
        if (!person.get().active()) {
            events.publishEvent(new AuthenticationFailureDisabledEvent(tried, new DisabledException("deactivated")));
            return Optional.empty();
        }
        if (hash.filter(passwords::upgradeEncoding).isPresent()) {
            people.setPassword(person.get().id(), password);
        }
        return person;
    }
}
