package org.practicehub.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL that outlived the hub that started it, because that hub was killed. It is stopped, not started over. */
final class LeftOverPostmaster {
    private static final long LONGEST_STOP_SECONDS = 20;

    private LeftOverPostmaster() {}

    /** Whether there is one, of a hub that runs or of one that was killed. */
    static boolean runs(Path cluster) throws IOException {
        return running(cluster).isPresent();
    }

    /** The caller holds the data directory's lock, so a postmaster that still runs there has no hub. */
    static void stop(Path cluster) throws IOException {
        Optional<ProcessHandle> postmaster = running(cluster);
        if (postmaster.isEmpty()) {
            return;
        }
        try {
            // SIGINT is PostgreSQL's fast shutdown: it ends the sessions of the dead hub instead of waiting for them.
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.get().pid()))
                    .start()
                    .waitFor();
            postmaster.get().onExit().get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping a PostgreSQL that was left over", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a PostgreSQL that was left over does not stop", e);
        }
    }

    private static Optional<ProcessHandle> running(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }
}
