package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.routes.transport.Listeners;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.Inbox;
import org.practicehub.server.testing.TestFeed;

/** Files fetched from a server that speaks SFTP, over real SSH. */
class SftpIT extends MessagesOverASocket {
    /** Made once: making one takes seconds. */
    private static final KeyPair HOST = rsa();

    private static final KeyPair OWN = rsa();

    @TempDir
    Path outside;

    private Path folder;
    private SshServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectories(outside.resolve("home/outbox"));
        server = serve(0);
        port = server.getPort();
        Files.writeString(
                outside.resolve("id"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(OWN.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        know(HOST);
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(true);
    }

    private SshServer serve(int port) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(HOST));
        server.setPublickeyAuthenticator((user, key, session) -> user.equals("hub") && key.equals(OWN.getPublic()));
        server.setPasswordAuthenticator((user, password, session) -> false);
        server.setFileSystemFactory(new VirtualFileSystemFactory(outside.resolve("home")));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        return server;
    }

    private void know(KeyPair key) throws IOException {
        Files.writeString(
                outside.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
    }

    private TestFeed open() {
        return TestFeed.open(
                hub,
                "fetched",
                "sftp://hub@127.0.0.1:" + port + "/outbox",
                "sftp: { knownHosts: \"" + outside.resolve("known_hosts") + "\", key: \"" + outside.resolve("id")
                        + "\" }",
                "folder: { everySeconds: 1 }");
    }

    @Test
    void aFileIsFetchedAnsweredAndMoved() throws IOException {
        String one = Hl7.adt("A28", "950001", "Fetched", "One");
        String two = Hl7.adt("A28", "950002", "Fetched", "Two");
        try (TestFeed feed = open()) {
            inbox().put("visits.hl7", "BHS|^~\\&|TEST_EHR|TEST\n" + one + two + "BTS|2\n");

            assertThat(inbox().answers("visits.hl7")).contains("MSA|AA|" + controlId(one), "MSA|AA|" + controlId(two));
            settled(two);
            assertThat(patient("950001").getNameFirstRep().getGivenAsSingleString())
                    .isEqualTo("One");
            assertThat(folder.resolve("done/visits.hl7")).exists();

            inbox().put("visits.hl7", "Dear Sir or Madam");
            await().atMost(SOON).until(() -> Files.exists(folder.resolve("failed/visits.hl7")));
            assertThat(folder.resolve("failed/visits.hl7.reason")).hasContent("The frame has no MSH segment.");
        }
    }

    @Test
    void aServerThatGoesIsToldAndFoundAgain() throws IOException {
        try (TestFeed feed = open()) {
            await().atMost(SOON).until(() -> reached(feed));
            server.stop(true);
            await().atMost(SOON).until(() -> feed.status("state").equals(Optional.of("unreachable")));

            server = serve(port);

            String message = Hl7.adt("A28", "950003", "Fetched", "Late");
            inbox().put("late.hl7", message);
            assertThat(inbox().answers("late.hl7")).contains("MSA|AA|" + controlId(message));
            await().atMost(SOON).until(() -> feed.status("state").equals(Optional.of("listening")));
        }
    }

    /** Denied first: a server whose key is not the one that is known gets nothing, not even the sign-in. */
    @Test
    void aServerThatIsNotKnownIsNotSpokenTo() throws IOException {
        know(rsa());
        inbox().put("trap.hl7", Hl7.adt("A28", "950004", "Trap", "Tim"));
        try (TestFeed feed = open()) {
            await().atMost(SOON).until(() -> feed.status("state").equals(Optional.of("unreachable")));

            assertThat(folder.resolve("trap.hl7")).exists();
            assertThat(folder.resolve("done")).doesNotExist();
        }
    }

    private Inbox inbox() {
        return new Inbox(folder);
    }

    private boolean reached(TestFeed feed) {
        return hub.bean(Listeners.class)
                .at(feed.address())
                .orElseThrow()
                .status(hub.bean(org.apache.camel.CamelContext.class))
                .open();
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
