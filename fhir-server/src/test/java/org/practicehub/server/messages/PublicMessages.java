package org.practicehub.server.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;

/** 1,800 public messages that nobody here wrote. They lie beside the project where they are available, and are no part of it. */
final class PublicMessages {
    private static final Path CORPUS = Path.of("..", "..", "shared", "corpora", "hl7v2");

    private PublicMessages() {}

    static boolean areHere() {
        return Files.isDirectory(CORPUS);
    }

    /** In the order of their files. */
    static List<byte[]> all() {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".hl7"))
                    .sorted()
                    .map(PublicMessages::bytes)
                    // A frame's own bytes inside a message would be another message.
                    .filter(bytes -> !new String(bytes, StandardCharsets.ISO_8859_1).matches("(?s).*[\u000b\u001c].*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is certain to be answered. */
    static boolean wantsAnswer(byte[] bytes) {
        return Message.read(bytes, StandardCharsets.UTF_8) instanceof Reading.Read read && wantsAnswer(read.message());
    }

    /** MSH-15 and MSH-16 of enhanced mode may ask for silence, or for an answer to errors alone (G23). */
    private static boolean wantsAnswer(Message message) {
        String accept = message.header().field(15).text();
        boolean original = accept.isEmpty() && message.header().field(16).text().isEmpty();
        return original || accept.equals("AL");
    }
}
