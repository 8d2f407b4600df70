package org.practicehub.routes.transport;

import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The certificate that the hub shows, with its key; the newest that its files hold. */
final class OwnCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "hub";

    private final Renewed<Pair> files;

    OwnCertificate(Path certificate, Path key) {
        this.files =
                new Renewed<>(List.of(certificate, key), () -> new Pair(Pem.certificates(certificate), Pem.key(key)));
    }

    private record Pair(X509Certificate[] chain, PrivateKey key) {}

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
        // RSA, EC, EdDSA: the handshake asks for each kind that both sides know.
        return files.get().key().getAlgorithm().equals(type) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return files.get().key().getAlgorithm().equals(type) ? ALIAS : null;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return files.get().chain();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return files.get().key();
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        String own = files.get().key().getAlgorithm();
        return List.of(types).contains(own) ? ALIAS : null;
    }
}
