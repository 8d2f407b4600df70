package org.practicehub.server.audit;

import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** A refusal that Spring Security has no event of its own for, such as those of the authorization server. */
final class OtherRefusal extends AbstractAuthenticationFailureEvent {
    private static final long serialVersionUID = 1L;

    /** As Spring Security makes it: by this very pair of arguments. */
    public OtherRefusal(Authentication authentication, AuthenticationException why) {
        super(authentication, why);
    }
}
