package org.practicehub.routes.transport;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes a system whose certificate is valid, signed by an authority of the feed's, and made out to a name of the feed's:
 * whichever side called.
 */
final class KnownPeers extends X509ExtendedTrustManager {
    /** GeneralName of RFC 5280, 4.2.1.6. */
    private static final Integer DNS_NAME = 2;

    private final Renewed<X509ExtendedTrustManager> authorities;
    private final Set<String> names;

    KnownPeers(Path authorities, Set<String> names) {
        this.authorities = new Renewed<>(List.of(authorities), () -> signedBy(authorities));
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private static X509ExtendedTrustManager signedBy(Path file) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            X509Certificate[] all = Pem.certificates(file);
            for (int i = 0; i < all.length; i++) {
                store.setCertificateEntry("ca" + i, all[i]);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException | GeneralSecurityException e) {
            throw new CannotListen("The authorities in " + file + " cannot be used.", e);
        }
    }

    private void checkName(X509Certificate[] chain) throws CertificateException {
        boolean known = Optional.ofNullable(chain[0].getSubjectAlternativeNames()).stream()
                .flatMap(all -> all.stream())
                .filter(name -> DNS_NAME.equals(name.get(0)))
                .anyMatch(name -> names.contains(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT)));
        if (!known) {
            throw new CertificateException("the certificate is made out to none of the feed's names");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.get().checkClientTrusted(chain, type);
        checkName(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authorities.get().checkClientTrusted(chain, type);
        checkName(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.get().checkClientTrusted(chain, type);
        checkName(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.get().getAcceptedIssuers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authorities.get().checkServerTrusted(chain, type, socket);
        checkName(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.get().checkServerTrusted(chain, type, engine);
        checkName(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.get().checkServerTrusted(chain, type);
        checkName(chain);
    }
}
