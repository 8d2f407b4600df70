package org.practicehub.routes.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in the text form of RFC 7468. */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

    private Pem() {}

    /**
     * All certificates of the file, as they stand in it.
     *
     * @throws CannotListen when it holds none or cannot be read
     */
    static X509Certificate[] certificates(Path file) {
        try (ByteArrayInputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            X509Certificate[] all = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (all.length > 0) {
                return all;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new CannotListen("No certificate can be read from " + file + ": a file in PEM is expected.", e);
        }
        throw new CannotListen("There is no certificate in " + file + ".");
    }

    /**
     * The private key of the file.
     *
     * @throws CannotListen when it holds none of a known kind or cannot be read
     */
    static PrivateKey key(Path file) {
        try {
            Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (found.find()) {
                PKCS8EncodedKeySpec key =
                        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
                for (String kind : KINDS) {
                    try {
                        return KeyFactory.getInstance(kind).generatePrivate(key);
                    } catch (InvalidKeySpecException e) {
                        // Another kind.
                    }
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new CannotListen("No private key can be read from " + file + ".", e);
        }
        throw new CannotListen(
                "There is no private key in " + file + ": PKCS #8 in PEM without a password is expected.");
    }
}
