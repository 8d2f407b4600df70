package org.practicehub.server.smart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.People;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What a token says beyond OAuth's own claims: for which server it is, and who the person is as a resource. */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
    private final BaseUrl base;
    private final People people;
    private final Grants grants;

    TokenClaims(BaseUrl base, People people, Grants grants) {
        this.base = base;
        this.people = people;
        this.grants = grants;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        boolean system = AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType());
        Optional<People.Person> person =
                system ? Optional.empty() : people.find(context.getPrincipal().getName());
        if (!system && person.filter(People.Person::active).isEmpty()) {
            // Whoever left since signing in gets no further token, whatever they still hold.
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getClaims()
                    // Written to the database as JSON, by a library that reads back the lists it knows.
                    .audience(new ArrayList<>(List.of(base.fhir())))
                    .claim("scope", String.join(" ", context.getAuthorizedScopes()))
                    .claim("client_id", context.getRegisteredClient().getClientId());
            Optional.ofNullable(context.getAuthorization())
                    .map(OAuth2Authorization::getId)
                    .ifPresent(id -> {
                        context.getClaims().claim(Revoked.GRANT, id);
                        // What one patient's scopes open is judged by these (access).
                        grants.find(id).map(Grants.Held::context).ifPresent(launch -> {
                            Optional.ofNullable(launch.patient())
                                    .ifPresent(patient -> context.getClaims().claim("patient", patient));
                            Optional.ofNullable(launch.encounter())
                                    .ifPresent(visit -> context.getClaims().claim("encounter", visit));
                        });
                    });
            person.ifPresent(who -> context.getClaims().claim("role", who.role()));
            person.map(People.Person::fhirUser)
                    .ifPresent(user -> context.getClaims().claim("fhirUser", absolute(user)));
        } else if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())
                && context.getAuthorizedScopes().contains("fhirUser")) {
            person.map(People.Person::fhirUser)
                    .ifPresent(user -> context.getClaims().claim("fhirUser", absolute(user)));
        }
    }

    private String absolute(String reference) {
        return base.fhir() + "/" + reference;
    }
}
