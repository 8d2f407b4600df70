package org.practicehub.server.smart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jwt.SignedJWT;
import java.util.Map;

/** Checks a signature with the kind of key that its algorithm asks for, and no other. */
final class Signatures {
    /** What clients may sign with (SMART App Launch 2.2, "Client authentication: asymmetric"). */
    static final Map<JWSAlgorithm, KeyType> OF_CLIENTS =
            Map.of(JWSAlgorithm.RS384, KeyType.RSA, JWSAlgorithm.ES384, KeyType.EC);

    /** What another authorization server may sign an id token with. */
    static final Map<JWSAlgorithm, KeyType> OF_ISSUERS = Map.of(
            JWSAlgorithm.RS256, KeyType.RSA,
            JWSAlgorithm.RS384, KeyType.RSA,
            JWSAlgorithm.ES256, KeyType.EC,
            JWSAlgorithm.ES384, KeyType.EC);

    private static final int SHORTEST_RSA = 2048;

    private Signatures() {}

    static boolean verify(SignedJWT token, JWK key) {
        try {
            if (key.isPrivate() || (key.getKeyType().equals(KeyType.RSA) && key.size() < SHORTEST_RSA)) {
                return false;
            }
            JWSVerifier verifier = key.getKeyType().equals(KeyType.EC)
                    ? new ECDSAVerifier(key.toECKey())
                    : new RSASSAVerifier(key.toRSAKey());
            return token.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }
}
