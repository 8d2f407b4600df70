package org.practicehub.server.testing;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.practicehub.server.smart.SigningKeys;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Access tokens signed with a hub's own key, for tests of what a token opens: any scope, any launch context. */
public final class Minted {
    private Minted() {}

    /** A token of a person. */
    public static String person(TestHub hub, String username, String scope, Map<String, String> context) {
        return token(hub, username, "staff", scope, context);
    }

    /** A token of a system. */
    public static String system(TestHub hub, String client, String scope) {
        return token(hub, client, client, scope, Map.of());
    }

    private static String token(TestHub hub, String subject, String client, String scope, Map<String, String> context) {
        JWKSource<SecurityContext> keys = hub.bean(SigningKeys.class).signing();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuer(hub.base())
                .audience(List.of(hub.fhir()))
                .subject(subject)
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(600))
                .claim("client_id", client)
                .claim("scope", scope);
        context.forEach(claims::claim);
        return new NimbusJwtEncoder(keys)
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).build(), claims.build()))
                .getTokenValue();
    }
}
