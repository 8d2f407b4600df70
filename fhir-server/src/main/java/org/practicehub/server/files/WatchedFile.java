package org.practicehub.server.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is taken on again when it has changed: once two looks have found the same, because editors write in pieces, and half a file
 * may be sound YAML. While it is gone or cannot be read, what was taken goes on holding.
 */
public final class WatchedFile {
    private final Path file;
    private String taken;
    private String seen;

    /** Takes it as it is now. */
    public WatchedFile(Path file) {
        this.file = file;
        this.taken = read().orElse("");
        this.seen = taken;
    }

    /** What was taken last, whether it could be used or not; empty when the file was never there. */
    public synchronized String text() {
        return taken;
    }

    /** Takes what has changed and settled; empty when there is nothing new. */
    public synchronized Optional<String> look() {
        String now = read().orElse(taken);
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(taken)) {
            return Optional.empty();
        }
        taken = now;
        return Optional.of(now);
    }

    /** What was taken could not be taken on for a reason that passes: the next look takes it again. */
    public synchronized void again() {
        taken = "";
    }

    public Path path() {
        return file;
    }

    private Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            // Being written: the next look will tell.
            return Optional.empty();
        }
    }
}
