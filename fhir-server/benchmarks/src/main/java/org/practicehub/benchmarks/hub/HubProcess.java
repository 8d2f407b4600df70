package org.practicehub.benchmarks.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A demo hub in a process of its own, on ports and a data directory that nobody else uses. */
final class HubProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final long LONGEST_STOP_SECONDS = 30;
    private static final int POLL_MILLIS = 100;
    private static final int OK = 200;

    private final Settings settings;
    private final Process process;
    private final Path data;
    private final int http;
    private final int mllp;
    private final long started = System.nanoTime();

    private HubProcess(Settings settings, Path data, List<String> options) throws IOException {
        this.settings = settings;
        this.data = data;
        this.http = freePort();
        this.mllp = freePort();
        ProcessBuilder hub = new ProcessBuilder(command(options))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        // Nothing that stands in the environment may lead it to the user's own data.
        hub.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
        hub.environment().putAll(environment());
        this.process = hub.start();
    }

    /** Starts a hub; it is not ready yet. */
    static HubProcess start(Settings settings, Path data, String... options) {
        try {
            return new HubProcess(settings, data, List.of(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(settings.java().toString());
        command.addAll(settings.javaOptions());
        command.addAll(List.of("-jar", settings.hubJar().toString(), "--spring.profiles.active=demo"));
        // What is timed is neither held to the demo's checklists nor told to its patients.
        command.addAll(List.of(
                "--hub.reminders.look=0s",
                "--hub.flow.check-in.identity.mandatory=false",
                "--hub.flow.check-in.demographics.mandatory=false",
                "--hub.flow.check-in.coverage.mandatory=false",
                "--hub.flow.check-out.charges.mandatory=false"));
        command.addAll(options);
        return command;
    }

    private Map<String, String> environment() {
        return Map.of(
                "HUB_CONFIG", settings.config().toString(),
                "HUB_DATA", data.toString(),
                "HUB_HTTP_PORT", Integer.toString(http),
                "HUB_MLLP_PORT", Integer.toString(mllp),
                "HUB_BASE_URL", base(),
                "HUB_BIND", "127.0.0.1");
    }

    /** Waits until it says that it is ready. Returns how long that took from the start of the process. */
    Duration awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new CheckFailed("The hub did not start. What it said is in " + settings.log());
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private boolean isReady() {
        try {
            HttpURLConnection question = (HttpURLConnection)
                    URI.create(base() + "/actuator/health/readiness").toURL().openConnection();
            question.setConnectTimeout(POLL_MILLIS * 10);
            question.setReadTimeout(POLL_MILLIS * 50);
            return question.getResponseCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String base() {
        return "http://localhost:" + http;
    }

    int mllp() {
        return mllp;
    }

    Usage usage() {
        return Usage.now(process.toHandle(), postgres());
    }

    /** The process of the embedded PostgreSQL that all its others come from. */
    private ProcessHandle postgres() {
        return ProcessHandle.of(Long.parseLong(postmaster().get(0).strip())).orElseThrow();
    }

    /** The lines of PostgreSQL's own file: process, directory, start, port and more. */
    private List<String> postmaster() {
        try {
            return Files.readAllLines(data.resolve("postgresql/cluster/postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Database database() {
        try {
            String password = Files.readString(data.resolve("postgresql/password"));
            return new Database(Integer.parseInt(postmaster().get(3).strip()), password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Ctrl-C would; its PostgreSQL stops with it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
