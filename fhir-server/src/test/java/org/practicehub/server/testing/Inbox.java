package org.practicehub.server.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A folder that a hub reads, as whoever puts files into it sees it. */
public record Inbox(Path folder) {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Puts a file there, whole at once. */
    public void put(String name, String text) throws IOException {
        Files.writeString(folder.resolve("." + name), text);
        Files.move(folder.resolve("." + name), folder.resolve(name));
    }

    /** The answers to a file, when it has been read and taken away. */
    public String answers(String name) throws IOException {
        Path file = folder.resolve("done").resolve(name + ".ack");
        await().atMost(SOON).until(() -> Files.exists(file) && !Files.exists(folder.resolve(name)));
        return Files.readString(file);
    }
}
