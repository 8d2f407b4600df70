package org.practicehub.mappings.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.practicehub.mappings.hl7v2.Message;

/** The feeds of a practice: one folder each, read once and never changed. */
public final class Feeds {

    private static final String FILE = "feed.yaml";

    private final List<Feed> all;

    private Feeds(List<Feed> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads every {@code <feed>/feed.yaml} under a folder.
     *
     * @param environment what {@code ${NAME}} stands for; a program gives it {@code System.getenv}
     * @throws FeedsRefused when any of them is wrong, with all that is wrong
     * @throws IOException when the folder cannot be read
     */
    public static Feeds load(Path folder, Function<String, Optional<String>> environment)
            throws FeedsRefused, IOException {
        List<Feed> feeds = new ArrayList<>();
        List<ConfigurationError> errors = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path one : folders.sorted().toList()) {
                if (Files.isRegularFile(one.resolve(FILE))) {
                    read(one, environment, feeds, errors);
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new FeedsRefused(errors);
        }
        return new Feeds(feeds);
    }

    /** Feeds that have been read already. */
    public static Feeds of(List<Feed> feeds) {
        return new Feeds(feeds);
    }

    /** Reads a single feed from text, for what needs no folder: no tables. */
    public static Feed parse(String yaml) throws FeedsRefused {
        ConfigFile file = new ConfigFile(FILE, name -> Optional.empty());
        Optional<Feed> feed = FeedFile.read(file, yaml, name -> Optional.empty());
        if (feed.isEmpty() || !file.errors().isEmpty()) {
            throw new FeedsRefused(file.errors());
        }
        return feed.get();
    }

    public List<Feed> all() {
        return all;
    }

    public Optional<Feed> named(String id) {
        return all.stream().filter(feed -> feed.id().equals(id)).findFirst();
    }

    /** The first feed listening at an address whose match accepts the message. */
    public Optional<Feed> of(Message message, String listen) {
        return all.stream()
                .filter(feed -> feed.listen().equals(listen) && feed.match().accepts(message))
                .findFirst();
    }

    private static void read(
            Path folder,
            Function<String, Optional<String>> environment,
            List<Feed> feeds,
            List<ConfigurationError> errors)
            throws IOException {
        Path path = folder.resolve(FILE);
        ConfigFile file = new ConfigFile(path.toString(), environment);
        Optional<Feed> feed = FeedFile.read(file, Files.readString(path), name -> text(folder, name));
        String expected = String.valueOf(folder.getFileName());
        feed.filter(read -> file.errors().isEmpty() && !read.id().equals(expected))
                .ifPresent(read -> file.error(
                        1,
                        1,
                        "the feed is named '" + read.id() + "' and its folder '" + expected
                                + "'; they must be the same"));
        errors.addAll(file.errors());
        feed.ifPresent(feeds::add);
    }

    private static Optional<String> text(Path folder, String name) {
        Path path = folder.resolve(name).normalize();
        try {
            return path.startsWith(folder.normalize()) && Files.isRegularFile(path)
                    ? Optional.of(Files.readString(path))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
