package org.practicehub.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Authority;
import org.practicehub.server.testing.Browser;
import org.practicehub.server.testing.PracticeHub;
import org.practicehub.server.testing.Tokens;

/** What is true on the wire: TLS for browsers and for senders, and limits (smart.md, section 4). */
class TlsIT {
    private static final int SECONDS_OF_PATIENCE = 20_000;
    private static final byte ALERT = 0x15;
    private static final byte PROTOCOL_VERSION = 70;

    private final PracticeHub practice = PracticeHub.shared();

    @Test
    void browsersAreServedOverTls() {
        Browser browser = practice.browser();
        HttpResponse<String> page = browser.open("/login");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(page.headers().firstValue("Strict-Transport-Security").orElse(""))
                .contains("max-age=31536000");
        assertThat(page.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("__Host-hub=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
    }

    /** TLS 1.1 is answered with an alert, at both doors. */
    @Test
    void anOldProtocolIsRefused() throws IOException {
        for (int port : new int[] {practice.hub().http(), practice.mllps()}) {
            byte[] answer = hello(port, 0x0302);

            assertThat(answer[0]).as("port %d", port).isEqualTo(ALERT);
            assertThat(answer[6]).as("port %d", port).isEqualTo(PROTOCOL_VERSION);
        }
    }

    /** The same words in TLS 1.2 are understood: what is refused above is the version. */
    @Test
    void thePresentProtocolIsNot() throws IOException {
        assertThat(hello(practice.hub().http(), 0x0303)[0]).isNotEqualTo(ALERT);
    }

    @Test
    void aKnownSenderGetsItsAcknowledgement() throws IOException {
        Authority.Issued sender = practice.authority().issue(PracticeHub.SENDER);

        assertThat(send(practice.authority().showing(sender))).contains("MSA|").containsPattern("MSA\\|[AC]A\\|");
    }

    @Test
    void aSenderWithoutACertificateIsRefused() {
        assertRefused(practice.authority().trusting());
    }

    @Test
    void anExpiredSenderIsRefused() {
        assertRefused(practice.authority()
                .showing(practice.authority()
                        .issue(PracticeHub.SENDER, Instant.now().minusSeconds(60))));
    }

    @Test
    void aSenderOfAnotherNameIsRefused() {
        assertRefused(practice.authority().showing(practice.authority().issue("other.example.org")));
    }

    @Test
    void aSenderOfAnotherAuthorityIsRefused() {
        assertRefused(practice.authority().showing(new Authority("Other Authority").issue(PracticeHub.SENDER)));
    }

    /** A renewed certificate is taken up at both doors while the hub runs. */
    @Test
    void aRenewedCertificateIsTakenUp() {
        X509Certificate before = shown(practice.hub().http());
        Authority.Issued renewed = practice.authority().issue("localhost");
        Authority.write(
                renewed, practice.files().resolve("hub.pem"), practice.files().resolve("hub.key"));

        for (int port : new int[] {practice.hub().http(), practice.mllps()}) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> shown(port).equals(renewed.certificate()));
        }
        assertThat(before).isNotEqualTo(renewed.certificate());
    }

    /** R20: a body that is too large is refused unread, whether it says its length or not. */
    @Test
    void aBodyTooLargeIsRefused() throws Exception {
        byte[] large = new byte[70_000];
        HttpClient client = HttpClient.newBuilder()
                .sslContext(practice.authority().trusting())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(practice.base() + "/fhir/Patient"))
                .header("Content-Type", "application/fhir+json");

        HttpResponse<String> told = Tokens.send(client, request.copy().POST(BodyPublishers.ofByteArray(large)));
        HttpResponse<String> untold = Tokens.send(
                client, request.copy().POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

        assertThat(told.statusCode()).isEqualTo(413);
        assertThat(told.body()).contains("OperationOutcome", "too-long");
        assertThat(untold.statusCode()).isEqualTo(413);
        assertThat(Tokens.send(client, request.copy().POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(401);
    }

    /** Who asks for tokens too often waits, and is told how long. */
    @Test
    void tooManyRequestsWait() {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(practice.authority().trusting())
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(practice.base() + "/oauth2/token"))
                .header("Authorization", "Basic bm9ib2R5OndpdGhvdXQ=")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Tokens.form(Map.of("grant_type", "client_credentials"))));
        // A slow machine gets some back while it asks.
        HttpResponse<String> refused = Tokens.send(client, request);
        for (int i = 0; i < 200 && refused.statusCode() == 401; i++) {
            refused = Tokens.send(client, request);
        }
        HttpResponse<String> another =
                Tokens.send(client, request.copy().setHeader("Authorization", "Basic b3RoZXI6b3RoZXI="));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 61);
        assertThat(another.statusCode()).isEqualTo(401);
    }

    private void assertRefused(SSLContext sender) {
        try {
            // In TLS 1.3 a client learns of it when it reads.
            assertThat(send(sender))
                    .as("an answer to a sender that is not let in")
                    .isEmpty();
        } catch (SSLException | SocketException e) {
            assertThat(e).isNotNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(SSLContext sender) throws IOException {
        String message = Files.readString(Path.of("..", "config", "feeds", "demo-ehr", "samples", "1-booked.hl7"))
                .replace("\r\n", "\r")
                .replace('\n', '\r');
        try (Socket socket = sender.getSocketFactory().createSocket("localhost", practice.mllps())) {
            socket.setSoTimeout(SECONDS_OF_PATIENCE);
            OutputStream out = socket.getOutputStream();
            out.write(0x0B);
            out.write(message.getBytes(StandardCharsets.UTF_8));
            out.write(new byte[] {0x1C, 0x0D});
            out.flush();
            return untilEnd(socket.getInputStream());
        }
    }

    private static String untilEnd(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != 0x1C; next = in.read()) {
            answer.write(next);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private X509Certificate shown(int port) {
        SSLContext context = practice.authority().showing(practice.authority().issue(PracticeHub.SENDER));
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            socket.setSoTimeout(SECONDS_OF_PATIENCE);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first bytes of the answer to a ClientHello of this version (RFC 5246, 7.4.1.2), made by hand: Java sends none. */
    private static byte[] hello(int port, int version) throws IOException {
        byte[] suites = {0x00, 0x2f, (byte) 0xc0, 0x09, (byte) 0xc0, 0x13, (byte) 0xc0, 0x2b, (byte) 0xc0, 0x2f};
        byte[] extensions = {
            0x00, 0x0a, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17, 0x00, 0x0d, 0x00, 0x06, 0x00, 0x04, 0x04, 0x03, 0x04, 0x01
        };
        ByteBuffer body = ByteBuffer.allocate(512);
        body.putShort((short) version).put(new byte[32]).put((byte) 0);
        body.putShort((short) suites.length).put(suites).put(new byte[] {1, 0});
        body.putShort((short) extensions.length).put(extensions).flip();
        ByteBuffer record = ByteBuffer.allocate(1024);
        record.put((byte) 0x16).putShort((short) 0x0301).putShort((short) (body.remaining() + 4));
        record.put((byte) 1)
                .put((byte) 0)
                .putShort((short) body.remaining())
                .put(body)
                .flip();
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(SECONDS_OF_PATIENCE);
            socket.getOutputStream().write(record.array(), 0, record.limit());
            return socket.getInputStream().readNBytes(7);
        }
    }
}
