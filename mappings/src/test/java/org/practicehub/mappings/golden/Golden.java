package org.practicehub.mappings.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.record.MemoryRecord;

/**
 * A message, what was in the record before it, and what it becomes: {@code golden/hl7v2/PID/typical.hl7} beside
 * {@code typical.json}, with {@code typical.before.json} where the record was not empty.
 */
public record Golden(Path message) {

    private static final Path ROOT = Path.of("src/test/resources/golden/hl7v2");

    /** All of them, in the order of their names. */
    public static List<Golden> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".hl7"))
                    .sorted()
                    .map(Golden::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Golden named(String name) {
        return new Golden(ROOT.resolve(name + ".hl7"));
    }

    public byte[] bytes() {
        try {
            return Files.readAllBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record as the message met it. */
    public MemoryRecord before() {
        MemoryRecord record = new MemoryRecord();
        read(beside(".before.json"))
                .map(text -> TestJson.parse(Bundle.class, text))
                .ifPresent(bundle -> bundle.getEntry().forEach(entry -> record.with(entry.getResource())));
        return record;
    }

    public Feed feed() {
        return TestFeeds.of(bytes());
    }

    public Optional<String> expected() {
        return read(beside(".json"));
    }

    /** Writes down what came out; says whether that is news. */
    public boolean update(String actual) {
        if (expected().filter(actual::equals).isPresent()) {
            return false;
        }
        try {
            Files.writeString(beside(".json"), actual);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path beside(String ending) {
        String name = message.getFileName().toString();
        return message.resolveSibling(name.substring(0, name.length() - ".hl7".length()) + ending);
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        String path = ROOT.relativize(message).toString();
        return path.substring(0, path.length() - ".hl7".length());
    }
}
