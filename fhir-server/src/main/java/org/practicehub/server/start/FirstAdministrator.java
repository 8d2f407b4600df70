package org.practicehub.server.start;

import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.Invitations;
import org.practicehub.server.identity.People;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** A practice's own hub has no password until somebody sets one: the first administrator, by a link that works once. */
@Component
@ConditionalOnBooleanProperty(name = "hub.demo.enabled", havingValue = false, matchIfMissing = true)
final class FirstAdministrator implements ApplicationRunner {
    private static final String USERNAME = "admin";

    private final People people;
    private final Invitations invitations;
    private final BaseUrl base;
    private final Announcement announcement;

    FirstAdministrator(People people, Invitations invitations, BaseUrl base, Announcement announcement) {
        this.people = people;
        this.invitations = invitations;
        this.base = base;
        this.announcement = announcement;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (people.nobodyHasAPassword()) {
            long person = people.put(USERNAME, "Administrator", "admin", null);
            announcement.firstAdministrator(base.at("/invitation/" + invitations.invite(person)));
        }
    }
}
