package org.practicehub.server.smart;

import java.util.Set;
import java.util.function.Consumer;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;

/** A system gets what it asks for, if its registration covers every bit of it, and nothing otherwise (smart.md N8, N17). */
final class SystemScopes implements Consumer<OAuth2ClientCredentialsAuthenticationContext> {
    @Override
    public void accept(OAuth2ClientCredentialsAuthenticationContext context) {
        OAuth2ClientCredentialsAuthenticationToken request = context.getAuthentication();
        Set<String> asked = request.getScopes();
        Set<String> registered = context.getRegisteredClient().getScopes();
        if (asked.isEmpty() || !Grant.of(asked, registered, registered).equals(asked)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
        }
    }
}
