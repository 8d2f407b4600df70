package org.practicehub.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.practicehub.server.Hub;

/**
 * A hub in a process of its own, which can be killed.
 *
 * @param log what it says
 * @param http port of the HTTP side
 * @param mllp port on which it hears HL7 v2
 */
public record HubProcess(Process process, Path log, int http, int mllp) implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final long LONGEST_STOP_SECONDS = 20;

    /** Starts a demo hub with these settings; it is not ready yet. */
    public static HubProcess start(Path log, Map<String, String> settings) {
        int http = TestHub.freePort();
        int mllp = TestHub.freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Hub.class.getName(),
                "--spring.profiles.active=demo",
                "--HUB_CONFIG=" + Path.of("..", "config").toAbsolutePath().normalize(),
                "--HUB_HTTP_PORT=" + http,
                "--HUB_MLLP_PORT=" + mllp));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        try {
            return new HubProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start(),
                    log,
                    http,
                    mllp);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it answers that it is ready. */
    public HubProcess ready() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + http + "/actuator/health/readiness"))
                .build();
        await().atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(500))
                .failFast(() -> assertThat(process.isAlive())
                        .as("the hub ended before it was ready and said: %s", said())
                        .isTrue())
                .ignoreException(ConnectException.class)
                .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);
        return this;
    }

    private String said() throws IOException {
        return Files.readString(log);
    }

    /** As a power cut would: no shutdown hook runs. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    public MllpClient connect() {
        return MllpClient.connect(mllp);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
