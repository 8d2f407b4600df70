package org.practicehub.routes.transport;

import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.KeyManager;
import org.apache.camel.support.jsse.ClientAuthentication;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SSLContextServerParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.practicehub.mappings.feed.Feed.Tls;

/** TLS 1.2 and 1.3 with a certificate on both sides (IHE ITI TF-2, 3.19). */
final class MutualTls {
    private MutualTls() {}

    /**
     * What a listener needs to speak it.
     *
     * @throws CannotListen when the files are not what they should be
     */
    static SSLContextParameters of(Tls tls) {
        OwnCertificate own = new OwnCertificate(Path.of(tls.certificate()), Path.of(tls.key()));
        TrustManagersParameters senders = new TrustManagersParameters();
        senders.setTrustManager(new KnownPeers(Path.of(tls.ca()), tls.names()));
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.3", "TLSv1.2"));
        SSLContextServerParameters server = new SSLContextServerParameters();
        server.setClientAuthentication(ClientAuthentication.REQUIRE.name());
        server.setSecureSocketProtocols(protocols);
        SSLContextParameters all = new SSLContextParameters();
        all.setKeyManagers(new Given(own));
        all.setTrustManagers(senders);
        all.setServerParameters(server);
        return all;
    }

    /** Camel reads keystores; this one is there already. */
    private static final class Given extends KeyManagersParameters {
        private final KeyManager manager;

        Given(KeyManager manager) {
            this.manager = manager;
        }

        @Override
        public KeyManager[] createKeyManagers() {
            return new KeyManager[] {manager};
        }
    }
}
