package org.practicehub.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * A hub as a practice runs it: no demo, HTTPS, a second factor for staff, an outside provider, a feed over TLS, and limits that a
 * test can reach.
 *
 * @param files where its certificate and key lie
 * @param mllps port on which it hears HL7 v2 over TLS
 */
public record PracticeHub(TestHub hub, Authority authority, OutsideProvider provider, Path files, int mllps) {
    /** Senders' certificates must name this. */
    public static final String SENDER = "ehr.example.org";

    public static PracticeHub shared() {
        return Shared.ONE;
    }

    public String base() {
        return "https://localhost:" + hub.http();
    }

    public Browser browser() {
        return new Browser(base(), authority.trusting());
    }

    private static final class Shared {
        static final PracticeHub ONE = start();

        private static PracticeHub start() {
            try {
                return started(Files.createTempDirectory("practice"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static PracticeHub started(Path files) throws IOException {
            Authority authority = new Authority("Test Authority");
            Authority.write(authority.issue("localhost"), files.resolve("hub.pem"), files.resolve("hub.key"));
            authority.writeTo(files.resolve("ca.pem"));
            int mllps = TestHub.freePort();
            feed(files, mllps);
            OutsideProvider provider = new OutsideProvider();
            Map<String, String> settings = new HashMap<>(Map.of(
                    "spring.profiles.active", "tls",
                    "HUB_TLS_CERTIFICATE", files.resolve("hub.pem").toString(),
                    "HUB_TLS_KEY", files.resolve("hub.key").toString(),
                    "hub.base-url", "https://localhost:${HUB_HTTP_PORT}",
                    "hub.feeds.folder", files.resolve("feeds").toString(),
                    "hub.limits.tokens", "20",
                    "hub.limits.body", "64KB"));
            String clinic = "hub.sign-in.providers.clinic.";
            settings.put(clinic + "title", "Clinic account");
            settings.put(clinic + "issuer", provider.issuer());
            settings.put(clinic + "client", OutsideProvider.CLIENT);
            settings.put(clinic + "secret", OutsideProvider.SECRET);
            settings.put(clinic + "groups", "groups");
            settings.put(clinic + "roles.hub-billing", "biller");
            settings.put(clinic + "proves-two-factors", "true");
            TestHub hub = TestHub.start(TestDatabase.create(), settings);
            Runtime.getRuntime().addShutdownHook(new Thread(hub::close));
            return new PracticeHub(hub, authority, provider, files, mllps);
        }

        private static void feed(Path files, int mllps) throws IOException {
            Path feed = files.resolve("feeds").resolve("tls-ehr");
            Files.createDirectories(feed);
            FileSystemUtils.copyRecursively(Path.of("..", "config", "feeds", "demo-ehr"), feed);
            String tls = "tls: { certificate: \"" + files.resolve("hub.pem") + "\", key: \"" + files.resolve("hub.key")
                    + "\", ca: \"" + files.resolve("ca.pem") + "\", names: [" + SENDER + "] }";
            Path yaml = feed.resolve("feed.yaml");
            Files.writeString(
                    yaml,
                    Files.readString(yaml)
                            .replaceFirst("(?m)^feed: demo-ehr$", "feed: tls-ehr")
                            .replaceFirst("(?m)^listen: .*$", "listen: mllps://127.0.0.1:" + mllps + "\n" + tls));
        }
    }
}
