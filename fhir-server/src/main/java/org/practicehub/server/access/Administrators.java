package org.practicehub.server.access;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import java.util.function.Predicate;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.People.Person;
import org.practicehub.server.identity.SignInHelp;
import org.practicehub.server.identity.SignInSettings;
import org.practicehub.server.identity.SignedInSessions;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Who changes who comes in: people whose role has the right for it at this moment, at one of the hub's own screens. An app that an
 * administrator opened must not let itself, or others, in on their behalf.
 */
@Component
public class Administrators {
    private final SignInHelp help;
    private final Apps apps;
    private final Policy policy;
    private final SignedInSessions sessions;
    private final SignInSettings settings;

    Administrators(SignInHelp help, Apps apps, Policy policy, SignedInSessions sessions, SignInSettings settings) {
        this.help = help;
        this.apps = apps;
        this.policy = policy;
        this.sessions = sessions;
        this.settings = settings;
    }

    /**
     * The caller, whose role has the right.
     *
     * @throws ForbiddenOperationException when it has not
     */
    public Person with(Predicate<Role> right) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return help.active(caller.getName())
                .filter(who -> isAtOwnScreen(caller))
                .filter(who -> policy.role(who.role()).filter(right).isPresent())
                .orElseThrow(() -> new ForbiddenOperationException("Your role does not include this."));
    }

    private boolean isAtOwnScreen(Authentication caller) {
        return caller instanceof JwtAuthenticationToken token
                && apps.isServedHere(String.valueOf(token.getToken().getClaimAsString("client_id")));
    }

    /**
     * The same, who has just shown who they are.
     *
     * @throws ForbiddenOperationException when they have not, or the right is missing
     */
    public Person proven(Predicate<Role> right) {
        Person administrator = with(right);
        if (!sessions.anyProvedWithin(administrator.username(), settings.proof())) {
            throw new ForbiddenOperationException("Show once more that it is you: /login/again");
        }
        return administrator;
    }
}
