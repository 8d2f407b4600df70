package org.practicehub.server.smart;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads a client's signed statement from a token request. The client is whom the statement names: SMART sends no client_id
 * beside it, where the authorization server asks for one.
 */
final class ClientAssertionConverter implements AuthenticationConverter {
    private static final ClientAuthenticationMethod BY_ASSERTION =
            new ClientAuthenticationMethod("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    private static final int LONGEST = 8192;

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String[] assertions = request.getParameterValues(OAuth2ParameterNames.CLIENT_ASSERTION);
        String[] types = request.getParameterValues(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE);
        if (assertions == null && types == null) {
            return null;
        }
        boolean one = assertions != null && assertions.length == 1 && types != null && types.length == 1;
        if (!one || !BY_ASSERTION.getValue().equals(types[0]) || assertions[0].length() > LONGEST) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        String client = client(assertions[0]);
        String named = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        if (named != null && !named.equals(client)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(client, BY_ASSERTION, assertions[0], parameters(request));
    }

    private static String client(String assertion) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(assertion).getJWTClaimsSet();
            if (claims.getIssuer() != null && claims.getIssuer().equals(claims.getSubject())) {
                return claims.getIssuer();
            }
        } catch (ParseException e) {
            // As wrong as one that names two clients.
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    /** The code and its verifier among them, which are judged together with the client. */
    private static Map<String, Object> parameters(HttpServletRequest request) {
        Map<String, Object> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        return parameters;
    }
}
