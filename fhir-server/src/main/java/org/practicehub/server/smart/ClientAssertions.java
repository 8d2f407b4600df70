package org.practicehub.server.smart;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.App;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** Judges the statements by which a client proves itself with its key (SMART App Launch 2.2, private_key_jwt; smart.md N11). */
final class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final int LONGEST_ID = 255;

    private final Apps apps;
    private final String audience;
    private final PublishedKeys published;
    private final UsedAssertions used;
    private final Clock clock;

    /** @param audience the token endpoint, which every statement must be for */
    ClientAssertions(Apps apps, String audience, PublishedKeys published, UsedAssertions used, Clock clock) {
        this.apps = apps;
        this.audience = audience;
        this.published = published;
        this.used = used;
        this.clock = clock;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient client) {
        return token -> judge(client.getClientId(), token);
    }

    private Jwt judge(String client, String token) {
        try {
            SignedJWT statement = SignedJWT.parse(token);
            App app = apps.find(client).orElseThrow(ClientAssertions::refused);
            JWK key = key(app, statement.getHeader());
            if (!Signatures.verify(statement, key)) {
                throw refused();
            }
            JWTClaimsSet claims = statement.getJWTClaimsSet();
            check(client, claims);
            // Last: only what is true is remembered, so nobody fills the table or uses up another's id.
            if (!used.use(client, claims.getJWTID(), claims.getExpirationTime().toInstant())) {
                throw refused();
            }
            return new Jwt(
                    token,
                    null,
                    claims.getExpirationTime().toInstant(),
                    statement.getHeader().toJSONObject(),
                    Map.of("iss", client, "sub", client));
        } catch (ParseException e) {
            throw new BadJwtException("unreadable", e);
        }
    }

    private JWK key(App app, JWSHeader header) throws ParseException {
        KeyType type = Signatures.OF_CLIENTS.get(header.getAlgorithm());
        URI named = header.getJWKURL();
        if (type == null
                || header.getKeyID() == null
                || (named != null && !named.toString().equals(app.jwksUrl()))) {
            throw refused();
        }
        Optional<JWK> key = app.jwksUrl() != null
                ? published.one(URI.create(app.jwksUrl()), header.getKeyID(), type)
                : PublishedKeys.one(inline(app), header.getKeyID(), type);
        return key.orElseThrow(ClientAssertions::refused);
    }

    private static JWKSet inline(App app) throws ParseException {
        return app.jwks() == null ? new JWKSet() : JWKSet.parse(app.jwks());
    }

    private void check(String client, JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        boolean right = client.equals(claims.getIssuer())
                && client.equals(claims.getSubject())
                && claims.getAudience().equals(List.of(audience))
                && claims.getJWTID() != null
                && !claims.getJWTID().isBlank()
                && claims.getJWTID().length() <= LONGEST_ID
                && expires != null
                && expires.toInstant().isAfter(now)
                && !expires.toInstant().isAfter(now.plus(LONGEST).plus(SKEW))
                && isPast(claims.getIssueTime(), now)
                && isPast(claims.getNotBeforeTime(), now);
        if (!right) {
            throw refused();
        }
    }

    private static boolean isPast(@org.jspecify.annotations.Nullable Date time, Instant now) {
        return time == null || !time.toInstant().isAfter(now.plus(SKEW));
    }

    /** One sentence for every reason: which key or claim was wrong helps whoever guesses. */
    private static BadJwtException refused() {
        return new BadJwtException("The client assertion is not accepted.");
    }
}
