package org.practicehub.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

/** A client's signed statement, right unless a test bends it. */
public final class Assertion {
    private final JWSHeader.Builder header;
    private final JWTClaimsSet.Builder claims;
    private final JWK key;

    private Assertion(TestHub hub, String client, JWK key) {
        this.key = key;
        this.header = new JWSHeader.Builder(key instanceof ECKey ? JWSAlgorithm.ES384 : JWSAlgorithm.RS384)
                .keyID(key.getKeyID());
        this.claims = new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience(hub.base() + "/oauth2/token")
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(in(240));
    }

    public static Assertion of(TestHub hub, String client, JWK key) {
        return new Assertion(hub, client, key);
    }

    /** With another header or signature algorithm. */
    public Assertion algorithm(JWSAlgorithm algorithm) {
        JWSHeader before = header.build();
        return new Assertion(new JWSHeader.Builder(algorithm).keyID(before.getKeyID()), claims, key);
    }

    private Assertion(JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWK key) {
        this.header = header;
        this.claims = claims;
        this.key = key;
    }

    public Assertion header(Consumer<JWSHeader.Builder> change) {
        change.accept(header);
        return this;
    }

    public Assertion claims(Consumer<JWTClaimsSet.Builder> change) {
        change.accept(claims);
        return this;
    }

    public String sign() {
        try {
            JWSSigner signer = key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner((RSAKey) key);
            return sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String sign(JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header.build(), claims.build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    public static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
