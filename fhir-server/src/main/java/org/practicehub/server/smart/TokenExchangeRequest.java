package org.practicehub.server.smart;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;

/** A client that brings an EHR's id token and asks for a token of the hub for the same person (RFC 8693). */
final class TokenExchangeRequest extends OAuth2AuthorizationGrantAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final String idToken;
    private final transient Set<String> scopes;
    private final transient Optional<String> patient;

    /** @param patient the EHR's id of the patient for whom the app is open there */
    TokenExchangeRequest(Authentication client, String idToken, Set<String> scopes, Optional<String> patient) {
        super(AuthorizationGrantType.TOKEN_EXCHANGE, client, Map.of());
        this.idToken = idToken;
        this.scopes = scopes;
        this.patient = patient;
    }

    String idToken() {
        return idToken;
    }

    Set<String> scopes() {
        return scopes;
    }

    Optional<String> patient() {
        return patient;
    }
}
