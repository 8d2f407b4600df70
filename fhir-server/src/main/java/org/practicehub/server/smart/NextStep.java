package org.practicehub.server.smart;

import java.util.Optional;
import java.util.Set;
import org.practicehub.server.smart.LaunchSteps.Need;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/** Not yet: a person is to choose something first. The request is otherwise right. */
final class NextStep extends OAuth2AuthorizationCodeRequestAuthenticationException {
    private static final long serialVersionUID = 1L;

    private final transient Need need;
    private final transient Asked asked;
    private final String username;
    private final transient Set<String> offered;

    /** @param offered the scopes that could be granted */
    NextStep(
            OAuth2AuthorizationCodeRequestAuthenticationToken request,
            String username,
            Need need,
            Set<String> offered,
            Asked asked) {
        // Told to an app that wants no page shown (prompt=none), and to nobody else.
        super(new OAuth2Error("interaction_required", "A person has to choose or to agree first.", null), request);
        this.username = username;
        this.need = need;
        this.offered = offered;
        this.asked = asked;
    }

    Need need() {
        return need;
    }

    String username() {
        return username;
    }

    String client() {
        return String.valueOf(getAuthorizationCodeRequestAuthentication().getClientId());
    }

    Set<String> offered() {
        return offered;
    }

    Optional<String> handle() {
        return asked.step();
    }

    Optional<String> launch() {
        return asked.launch();
    }

    LaunchContext context() {
        return asked.context();
    }
}
