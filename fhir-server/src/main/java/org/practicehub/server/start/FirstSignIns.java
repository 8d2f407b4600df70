package org.practicehub.server.start;

import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.Invitations;
import org.practicehub.server.identity.People;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * A practice's own hub has no password until somebody sets one. The first administrator, and whoever config/people.yaml lists,
 * get a link that works once, each start anew until they have used it.
 */
@Component
@ConditionalOnBooleanProperty(name = "hub.demo.enabled", havingValue = false, matchIfMissing = true)
final class FirstSignIns implements ApplicationRunner {
    private static final String ADMINISTRATOR = "admin";

    private final IdentitySettings settings;
    private final People people;
    private final Invitations invitations;
    private final BaseUrl base;
    private final Announcement announcement;

    FirstSignIns(
            IdentitySettings settings,
            People people,
            Invitations invitations,
            BaseUrl base,
            Announcement announcement) {
        this.settings = settings;
        this.people = people;
        this.invitations = invitations;
        this.base = base;
        this.announcement = announcement;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (people.nobodyHasAPassword()) {
            invite(people.put(ADMINISTRATOR, "Administrator", "admin", null), "the first administrator");
        }
        settings.people().forEach((username, who) -> {
            long person = people.put(username, who);
            if (!people.hasPassword(person)) {
                invite(person, username);
            }
        });
    }

    private void invite(long person, String who) {
        announcement.invitation(who, base.at("/invitation/" + invitations.invite(person)));
    }
}
