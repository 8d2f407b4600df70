package org.practicehub.server.identity;

import java.util.Optional;
import org.practicehub.server.identity.People.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an administrator does for somebody's sign-in. */
@Component
public class SignInHelp {
    private final People people;
    private final Invitations invitations;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final SignedInSessions sessions;
    private final Lockout lockout;
    private final ApplicationEventPublisher events;

    SignInHelp(
            People people,
            Invitations invitations,
            SecondFactors factors,
            Passkeys passkeys,
            SignedInSessions sessions,
            Lockout lockout,
            ApplicationEventPublisher events) {
        this.people = people;
        this.invitations = invitations;
        this.factors = factors;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.lockout = lockout;
        this.events = events;
    }

    /** Whether too many tries have closed the name. */
    public boolean isLocked(String username) {
        return lockout.isLocked(username);
    }

    /** A link with which they begin anew: with a password, and without what they had beside it, which may be lost. */
    @Transactional
    public String reset(Person person) {
        factors.remove(person.id());
        passkeys.removeAll(person.username());
        end(person);
        return invitations.invite(person.id());
    }

    /** Ends what they have and lets them in no more, at once. */
    @Transactional
    public void deactivate(Person person) {
        people.setActive(person.id(), false);
        end(person);
    }

    /** Lets them in again, as they were. */
    public void activate(Person person) {
        people.setActive(person.id(), true);
    }

    /** What they were signed in with is over; whoever gave something on the strength of it takes it back. */
    public record Withdrawn(String username) {}

    private void end(Person person) {
        sessions.endAll(person.username());
        events.publishEvent(new Withdrawn(person.username()));
    }

    /** The person, when they may sign in. */
    public Optional<Person> active(String username) {
        return people.find(username).filter(Person::active);
    }
}
