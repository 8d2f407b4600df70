package org.practicehub.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority of a test's own, which lives no longer than the test. */
public final class Authority {
    private static final Duration DAY = Duration.ofDays(1);
    private static final char[] NO_PASSWORD = new char[0];

    private final KeyPair keys = keys();
    private final X509Certificate own;

    public Authority(String name) {
        this.own = sign(name, keys, keys.getPrivate(), name, Instant.now().plus(DAY), true);
    }

    /** A certificate with its key. */
    public record Issued(X509Certificate certificate, PrivateKey key) {}

    /** One for this DNS name, until then. */
    public Issued issue(String name, Instant until) {
        KeyPair holder = keys();
        String issuer = own.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
        return new Issued(sign(name, holder, keys.getPrivate(), issuer, until, false), holder.getPrivate());
    }

    public Issued issue(String name) {
        return issue(name, Instant.now().plus(DAY));
    }

    /** A context that trusts this authority, and shows nothing of its own. */
    public SSLContext trusting() {
        return context(null);
    }

    /** A context that trusts this authority and shows this certificate, whoever signed it. */
    public SSLContext showing(Issued issued) {
        return context(issued);
    }

    public void writeTo(Path file) {
        write(file, "CERTIFICATE", encoded(own));
    }

    public static void write(Issued issued, Path certificate, Path key) {
        write(key, "PRIVATE KEY", issued.key().getEncoded());
        write(certificate, "CERTIFICATE", encoded(issued.certificate()));
    }

    private SSLContext context(@Nullable Issued shown) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", own);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            KeyStore held = KeyStore.getInstance("PKCS12");
            held.load(null, null);
            if (shown != null) {
                held.setKeyEntry("own", shown.key(), NO_PASSWORD, new X509Certificate[] {shown.certificate()});
            }
            KeyManagerFactory holder = KeyManagerFactory.getInstance("PKIX");
            holder.init(held, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(holder.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509Certificate sign(
            String name, KeyPair holder, PrivateKey signer, String issuer, Instant until, boolean authority) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + issuer),
                    BigInteger.valueOf(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)),
                    Date.from(until.minus(DAY.multipliedBy(2))),
                    Date.from(until),
                    new X500Name("CN=" + name),
                    holder.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String what, byte[] content) {
        try {
            Files.writeString(
                    file,
                    "-----BEGIN " + what + "-----\n"
                            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                    .encodeToString(content)
                            + "\n-----END " + what + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
