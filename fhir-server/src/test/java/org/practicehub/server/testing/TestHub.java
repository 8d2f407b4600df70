package org.practicehub.server.testing;

import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.practicehub.server.Hub;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * A hub that runs as it runs for a practice: real PostgreSQL, real sockets, nothing mocked.
 *
 * @param http port of the HTTP side
 * @param mllp port on which it hears HL7 v2
 */
public record TestHub(ConfigurableApplicationContext context, int http, int mllp, TestDatabase database, Path data)
        implements AutoCloseable {
    /** Outside Shared, so that asking for it at the end does not start one. */
    private static @Nullable TestHub sharedOne;

    /** The demo hub that tests of one JVM share; it is stopped when the JVM ends. */
    public static TestHub shared() {
        return Shared.ONE;
    }

    /** A demo hub on an empty database. */
    public static TestHub demo() {
        Map<String, String> settings = new HashMap<>(KeyServer.settings());
        settings.put("spring.profiles.active", "demo");
        return start(TestDatabase.create(), settings);
    }

    /** A hub on this database with these settings. */
    public static TestHub start(TestDatabase database, Map<String, String> settings) {
        return start(database, settings, context -> {});
    }

    /** The same, with parts of the hub changed before it starts. */
    public static TestHub start(
            TestDatabase database,
            Map<String, String> settings,
            ApplicationContextInitializer<ConfigurableApplicationContext> change) {
        int http = freePort();
        int mllp = freePort();
        Path data = temporary();
        List<String> arguments = new ArrayList<>(List.of(
                "--HUB_CONFIG=" + Config.FOLDER,
                "--HUB_HTTP_PORT=" + http,
                "--HUB_MLLP_PORT=" + mllp,
                "--hub.data=" + data,
                // A change of a feed's file is taken on when two looks have found it the same.
                "--hub.feeds.look=200ms",
                "--hub.scheduling.rules-look=200ms",
                // Nobody is reminded of what tests book, unless one asks for it.
                "--hub.reminders.look=0s",
                "--hub.scheduling.waitlist.look=200ms",
                "--hub.scheduling.waitlist.at-once=2",
                // Tests run at night, too.
                "--hub.scheduling.waitlist.quiet-until=21:00",
                "--HUB_DATABASE_URL=" + database.url(),
                "--HUB_DATABASE_USER=" + database.user(),
                "--HUB_DATABASE_PASSWORD=" + database.password()));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        SpringApplication hub = new SpringApplication(Hub.class);
        hub.addInitializers(change);
        // A start arranges logging anew, and then loads the demo: listen from when it is arranged.
        hub.addListeners((ApplicationContextInitializedEvent event) -> HubLog.listen());
        return new TestHub(hub.run(arguments.toArray(String[]::new)), http, mllp, database, data);
    }

    /** The folder that the hubs of this JVM read as their configuration. */
    public static Path config() {
        return Config.FOLDER;
    }

    public String base() {
        return "http://localhost:" + http;
    }

    public String fhir() {
        return base() + "/fhir";
    }

    /** A token of the demo's system client. */
    public String systemToken() {
        return Tokens.system(this, "system/*.*");
    }

    /** HAPI's client with the rights of the demo's system client. */
    public IGenericClient client() {
        return client(systemToken());
    }

    public IGenericClient client(String token) {
        FhirContext fhir = FhirContext.forR4Cached();
        fhir.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        fhir.getRestfulClientFactory().setSocketTimeout(60_000);
        IGenericClient client = fhir.newRestfulGenericClient(fhir());
        client.registerInterceptor(new BearerTokenAuthInterceptor(token));
        return client;
    }

    public MllpClient connect() {
        return MllpClient.connect(mllp);
    }

    /** Waits until every message that may go has gone; those behind a held one stay. */
    public void workOff(Duration longest) {
        JdbcClient sql = bean(JdbcClient.class);
        await().atMost(longest).pollInterval(Duration.ofMillis(200)).until(() -> sql.sql(
                        """
                                        select not exists (select from hub_message m where state = 'received' and not exists (
                                          select from hub_message_key mine join hub_message_key earlier
                                            on earlier.key = mine.key and earlier.turn < mine.turn
                                          where mine.message = m.id))""")
                .query(Boolean.class)
                .single());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    /** Stops the shared hub when the tests of this JVM are done, before its database goes. */
    public static final class Closing implements LauncherSessionListener {
        @Override
        public void launcherSessionClosed(LauncherSession session) {
            Optional.ofNullable(sharedOne).ifPresent(TestHub::close);
        }
    }

    /**
     * A copy, so that a test may change what a practice edits while the shared hub runs. Made when a hub wants it: Maven, too, loads
     * this class, and in another folder.
     */
    private static final class Config {
        static final Path FOLDER = copy(Path.of("..", "config"));
    }

    private static final class Shared {
        static final TestHub ONE = start();

        private static TestHub start() {
            TestHub hub = demo();
            sharedOne = hub;
            return hub;
        }
    }

    /** Below the range from which the system gives ports to clients: one of those could take it before the hub does. */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Taken: another one.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path copy(Path folder) {
        try {
            Path copy = temporary();
            FileSystemUtils.copyRecursively(folder, copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("hub test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
