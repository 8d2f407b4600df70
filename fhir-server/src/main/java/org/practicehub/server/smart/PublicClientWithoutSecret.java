package org.practicehub.server.smart;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A public client that refreshes or revokes names itself and proves nothing: the refresh token, bound to it and used
 * once, is the proof. The authorization server brings this for the code exchange only, where PKCE is the proof.
 */
final class PublicClientWithoutSecret {
    private static final Set<String> GRANTS =
            Set.of("refresh_token", "client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange");

    private static final String MARK = "practicehub.refresh-or-revoke";

    private PublicClientWithoutSecret() {}

    static final class Converter implements AuthenticationConverter {
        @Override
        public @Nullable Authentication convert(HttpServletRequest request) {
            String client = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
            // A public client's client_credentials is told unauthorized_client by the grant itself (smart.md N16).
            boolean refresh = GRANTS.contains(String.valueOf(request.getParameter(OAuth2ParameterNames.GRANT_TYPE)));
            boolean revoke = request.getRequestURI().endsWith("/oauth2/revoke");
            if (client == null
                    || !(refresh || revoke || exchangeWithoutVerifier(request))
                    || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                    || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
                    || request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION) != null) {
                return null;
            }
            if (exchangeWithoutVerifier(request)) {
                // Told in OAuth's words (smart.md N5): without its only proof the client would seem to have come
                // without any.
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
            }
            return new OAuth2ClientAuthenticationToken(
                    client, ClientAuthenticationMethod.NONE, null, Map.of(MARK, Boolean.TRUE));
        }
    }

    private static boolean exchangeWithoutVerifier(HttpServletRequest request) {
        String verifier = request.getParameter("code_verifier");
        return "authorization_code".equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))
                && (verifier == null || verifier.isBlank());
    }

    static final class Provider implements AuthenticationProvider {
        private final RegisteredClientRepository clients;

        Provider(RegisteredClientRepository clients) {
            this.clients = clients;
        }

        @Override
        public @Nullable Authentication authenticate(Authentication authentication) {
            OAuth2ClientAuthenticationToken asked = (OAuth2ClientAuthenticationToken) authentication;
            if (!asked.getAdditionalParameters().containsKey(MARK)) {
                return null;
            }
            RegisteredClient client =
                    clients.findByClientId(asked.getPrincipal().toString());
            if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
            }
            return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
        }

        @Override
        public boolean supports(Class<?> type) {
            return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
        }
    }
}
