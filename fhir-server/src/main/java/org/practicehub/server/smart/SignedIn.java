package org.practicehub.server.smart;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Whether somebody is signed in. Spring's stand-in for nobody calls itself authenticated, and has a name too. */
final class SignedIn {
    private SignedIn() {}

    /** The user name; empty when nobody is. */
    static Optional<String> name(@Nullable Object principal) {
        return principal instanceof Authentication who
                        && who.isAuthenticated()
                        && !(who instanceof AnonymousAuthenticationToken)
                ? Optional.of(who.getName())
                : Optional.empty();
    }
}
