package org.practicehub.routes.transport;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.practicehub.mappings.feed.Feed.Tls;

/** The other side of {@link MutualTls}: the hub as the one who calls. */
public final class ClientTls {
    private ClientTls() {}

    /**
     * Sockets that show the hub's certificate and take the other side's only if it is signed by an authority of the feed's and
     * made out to one of its names.
     *
     * @throws CannotListen when the files are not what they should be
     */
    public static SSLSocketFactory sockets(Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    new KeyManager[] {new OwnCertificate(Path.of(tls.certificate()), Path.of(tls.key()))},
                    new TrustManager[] {new KnownPeers(Path.of(tls.ca()), tls.names())},
                    null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new CannotListen("TLS cannot be used.", e);
        }
    }
}
