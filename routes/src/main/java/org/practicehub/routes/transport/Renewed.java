package org.practicehub.routes.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was read from files, read anew when one of them has changed: certificates run out, and nobody restarts a hub for it. */
final class Renewed<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Renewed.class);

    private final List<Path> files;
    private final Supplier<T> read;
    private List<FileTime> times;
    private T value;

    Renewed(List<Path> files, Supplier<T> read) {
        this.files = files;
        this.read = read;
        this.times = times();
        this.value = read.get();
    }

    synchronized T get() {
        List<FileTime> now = times();
        if (!now.equals(times)) {
            times = now;
            try {
                value = read.get();
            } catch (CannotListen e) {
                // In the middle of being written, or wrong: what worked goes on, and the next change is looked at
                // again.
                LOG.warn("A renewed certificate is not taken up: {}", e.getMessage());
            }
        }
        return value;
    }

    private List<FileTime> times() {
        return files.stream().map(Renewed::time).toList();
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
