package org.practicehub.server.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What a token says beyond OAuth's own claims: for which server it is, and who the person is as a resource. */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
    private final BaseUrl base;
    private final People people;

    TokenClaims(BaseUrl base, People people) {
        this.base = base;
        this.people = people;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        Optional<People.Person> person = people.find(context.getPrincipal().getName());
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getClaims()
                    // Written to the database as JSON, by a library that reads back the lists it knows.
                    .audience(new ArrayList<>(List.of(base.fhir())))
                    .claim("scope", String.join(" ", context.getAuthorizedScopes()))
                    .claim("client_id", context.getRegisteredClient().getClientId());
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
