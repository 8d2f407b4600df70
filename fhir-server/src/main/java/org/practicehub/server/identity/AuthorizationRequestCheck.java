package org.practicehub.server.identity;

import java.util.function.Consumer;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;

/** What SMART asks of an authorization request beyond OAuth: an audience that is this server, and something to grant. */
final class AuthorizationRequestCheck implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {
    private final BaseUrl base;

    AuthorizationRequestCheck(BaseUrl base) {
        this.base = base;
    }

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        // First, because every other error is told by redirect.
        OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR.accept(context);
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        if (!isThisServer(request.getAdditionalParameters().get("aud"))) {
            refuse(request, OAuth2ErrorCodes.INVALID_REQUEST, "aud must be " + base.fhir());
        }
        if (request.getScopes().isEmpty()) {
            refuse(request, OAuth2ErrorCodes.ACCESS_DENIED, "Nothing of what the app asks for may be granted.");
        }
    }

    private boolean isThisServer(@org.jspecify.annotations.Nullable Object audience) {
        return audience instanceof String text && (text.equals(base.fhir()) || text.equals(base.fhir() + "/"));
    }

    private static void refuse(OAuth2AuthorizationCodeRequestAuthenticationToken request, String code, String why) {
        throw new OAuth2AuthorizationCodeRequestAuthenticationException(new OAuth2Error(code, why, null), request);
    }
}
