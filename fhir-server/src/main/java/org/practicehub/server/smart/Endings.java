package org.practicehub.server.smart;

import org.practicehub.server.identity.RegisteredApps.ClientChanged;
import org.practicehub.server.identity.SignInHelp.Withdrawn;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.session.SessionDestroyedEvent;
import org.springframework.security.core.session.SessionIdChangedEvent;

/**
 * What was given for the length of a browser session ends with it, by sign-out and by its time limits (smart.md T5); all that
 * was given in a person's name ends when their sign-in is taken from them, and all that a client was given, with the client.
 */
final class Endings {
    private final Grants grants;

    Endings(Grants grants) {
        this.grants = grants;
    }

    @EventListener
    void ended(SessionDestroyedEvent event) {
        grants.endSession(event.getId());
    }

    @EventListener
    void renamed(SessionIdChangedEvent event) {
        grants.moveSession(event.getOldSessionId(), event.getNewSessionId());
    }

    @EventListener
    void withdrawn(Withdrawn event) {
        grants.endAll(event.username());
    }

    @EventListener
    void changed(ClientChanged event) {
        if (event.ends()) {
            grants.endClient(event.client());
        }
    }
}
