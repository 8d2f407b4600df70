package org.practicehub.server.smart;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.IdentitySettings.Issuer;

/** Judges id tokens of the EHRs that the practice trusts, and says whom of ours each is about. */
final class ForeignIdTokens {
    /** An app exchanges what it was just given. An older one was lying about. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration SKEW = Duration.ofSeconds(10);

    private final IdentitySettings settings;
    private final PublishedKeys published;
    private final UsedAssertions used;
    private final Clock clock;

    ForeignIdTokens(IdentitySettings settings, PublishedKeys published, UsedAssertions used, Clock clock) {
        this.settings = settings;
        this.published = published;
        this.used = used;
        this.clock = clock;
    }

    /**
     * Whom a good token is about.
     *
     * @param username the person here; empty when the practice has linked nobody to the EHR's person
     * @param patient the EHR's id of a patient, where the token itself names one
     */
    record Named(Issuer issuer, Optional<String> username, Optional<String> patient) {}

    /** Empty when the token proves nothing, for whatever reason; good once. */
    Optional<Named> judge(String token, String client) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Optional<Issuer> issuer = settings.issuers().values().stream()
                    .filter(one -> one.issuer().equals(claims.getIssuer()))
                    .findFirst();
            if (issuer.isEmpty()
                    || !isSigned(jwt, issuer.get())
                    || !isFor(issuer.get(), client, claims)
                    || !isFresh(claims)) {
                return Optional.empty();
            }
            Optional<String> username = username(issuer.get(), claims);
            String patient = claims.getStringClaim("patient");
            boolean first = used.use(
                    claims.getIssuer(), token, claims.getExpirationTime().toInstant());
            return first
                    ? Optional.of(new Named(issuer.get(), username, Optional.ofNullable(patient)))
                    : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private boolean isSigned(SignedJWT jwt, Issuer issuer) {
        KeyType type = Signatures.OF_ISSUERS.get(jwt.getHeader().getAlgorithm());
        String kid = jwt.getHeader().getKeyID();
        if (type == null || kid == null) {
            return false;
        }
        Optional<JWK> key = published.one(URI.create(issuer.jwksUrl()), kid, type);
        return key.filter(one -> Signatures.verify(jwt, one)).isPresent();
    }

    /** For this app, by the name that it has there, and for no other (OpenID Connect Core, 3.1.3.7). */
    private static boolean isFor(Issuer issuer, String client, JWTClaimsSet claims) {
        List<String> audience = claims.getAudience();
        return audience.size() == 1 && client.equals(issuer.clients().get(audience.get(0)));
    }

    private boolean isFresh(JWTClaimsSet claims) {
        Instant now = clock.instant();
        return claims.getExpirationTime() != null
                && claims.getIssueTime() != null
                && claims.getExpirationTime().toInstant().isAfter(now)
                && claims.getIssueTime().toInstant().isBefore(now.plus(SKEW))
                && claims.getIssueTime().toInstant().isAfter(now.minus(LONGEST));
    }

    /** fhirUser may be an address; what tells people of one EHR apart is its end, Practitioner/123. */
    private static Optional<String> username(Issuer issuer, JWTClaimsSet claims) throws ParseException {
        String said = claims.getStringClaim(issuer.claim());
        if (said == null || said.isBlank()) {
            return Optional.empty();
        }
        String end = said.replaceFirst("^.*/([A-Za-z]+/[A-Za-z0-9.-]+)$", "$1");
        return Stream.of(said, issuer.claim().equals("fhirUser") ? end : said)
                .map(name -> issuer.people().get(name))
                .flatMap(Stream::ofNullable)
                .findFirst();
    }
}
