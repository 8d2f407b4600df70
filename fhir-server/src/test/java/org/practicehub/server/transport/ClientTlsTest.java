package org.practicehub.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.mappings.feed.Feed.Tls;
import org.practicehub.routes.transport.ClientTls;
import org.practicehub.server.testing.Authority;
import org.practicehub.server.testing.Authority.Issued;

/** The hub as the one who calls: a certificate on both sides, and the other one made out to a name of the feed's. */
class ClientTlsTest {
    private static final String RECEIVER = "receiver.example.org";
    private static final String HUB = "CN=hub.example.org";
    private static final int PATIENCE_MILLIS = 10_000;

    private final Authority authority = new Authority("Test Authority");

    @TempDir
    private Path folder;

    @BeforeEach
    void certificates() {
        Authority.write(authority.issue("hub.example.org"), folder.resolve("hub.pem"), folder.resolve("hub.key"));
        authority.writeTo(folder.resolve("ca.pem"));
    }

    @Test
    void bothSidesKnowEachOther() throws Exception {
        assertThat(caller(authority.issue(RECEIVER), Set.of(RECEIVER))).isEqualTo(HUB);
    }

    @Test
    void aReceiverOfAnotherNameIsNotSpokenTo() {
        assertThatThrownBy(() -> caller(authority.issue("elsewhere.example.org"), Set.of(RECEIVER)))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void aReceiverOfAnotherAuthorityIsNotSpokenTo() {
        assertThatThrownBy(() -> caller(new Authority("Another").issue(RECEIVER), Set.of(RECEIVER)))
                .isInstanceOf(SSLException.class);
    }

    /** Whom the receiver takes the hub for. */
    private String caller(Issued receiver, Set<String> names) throws Exception {
        Tls tls = new Tls(
                folder.resolve("hub.pem").toString(),
                folder.resolve("hub.key").toString(),
                folder.resolve("ca.pem").toString(),
                names);
        try (SSLServerSocket door = (SSLServerSocket)
                authority.showing(receiver).getServerSocketFactory().createServerSocket(0)) {
            door.setNeedClientAuth(true);
            CompletableFuture<String> taken = CompletableFuture.supplyAsync(() -> peer(door));
            try (SSLSocket line = (SSLSocket) ClientTls.sockets(tls).createSocket("localhost", door.getLocalPort())) {
                line.setSoTimeout(PATIENCE_MILLIS);
                line.startHandshake();
                return taken.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new SSLException(e);
            }
        }
    }

    private static String peer(SSLServerSocket door) {
        try (SSLSocket line = (SSLSocket) door.accept()) {
            line.startHandshake();
            return line.getSession().getPeerPrincipal().getName();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
