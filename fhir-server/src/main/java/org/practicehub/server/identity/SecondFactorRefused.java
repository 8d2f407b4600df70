package org.practicehub.server.identity;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;

/** The password was right and the code after it was not: somebody may know a password that is not theirs. */
public final class SecondFactorRefused extends AbstractAuthenticationFailureEvent {
    SecondFactorRefused(String username) {
        super(
                UsernamePasswordAuthenticationToken.unauthenticated(username, null),
                new BadCredentialsException("wrong second factor"));
    }
}
