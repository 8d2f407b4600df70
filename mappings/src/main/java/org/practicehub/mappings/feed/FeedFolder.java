package org.practicehub.mappings.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of all feeds being read together, because they extend each other: {@code feeds/<feed>/feed.yaml}, and beside them the
 * dialects, {@code dialects/<dialect>/feed.yaml}, which exist to be extended. Each file is read once.
 */
final class FeedFolder {

    private static final String FILE = "feed.yaml";

    /** How many files a feed may extend: its parent, and its parent's. */
    private static final int DEEPEST = 2;

    private final Function<String, Optional<String>> environment;
    private final Map<Path, String> proposed;
    private final Map<String, ParsedFile> feeds = new TreeMap<>();
    private final Map<String, ParsedFile> dialects = new TreeMap<>();
    private final List<ConfigFile> files = new ArrayList<>();

    private FeedFolder(Function<String, Optional<String>> environment, Map<Path, String> proposed) {
        this.environment = environment;
        this.proposed = proposed;
    }

    static FeedFolder of(Path folder, Function<String, Optional<String>> environment) throws IOException {
        return of(folder, environment, Map.of());
    }

    private static FeedFolder of(
            Path folder, Function<String, Optional<String>> environment, Map<Path, String> proposed)
            throws IOException {
        FeedFolder all = new FeedFolder(environment, proposed);
        all.read(folder, all.feeds);
        Path dialects = folder.resolveSibling("dialects");
        if (Files.isDirectory(dialects)) {
            all.read(dialects, all.dialects);
        }
        return all;
    }

    /**
     * The same, with another text in place of one feed's file.
     *
     * @throws FeedsRefused when that text takes from the environment what the file does not
     */
    static FeedFolder proposed(Path folder, String feed, String text, Function<String, Optional<String>> environment)
            throws FeedsRefused, IOException {
        Path path = folder.resolve(feed).resolve(FILE);
        List<ConfigurationError> others = EnvironmentUses.others(path.toString(), Files.readString(path), text);
        if (!others.isEmpty()) {
            throw new FeedsRefused(others);
        }
        return of(folder, environment, Map.of(path, text));
    }

    /** The same, with another text in place of the codes that were explained for one feed. */
    static FeedFolder proposedCodes(
            Path folder, String feed, String text, Function<String, Optional<String>> environment) throws IOException {
        return of(folder, environment, Map.of(folder.resolve(feed).resolve(MappedCodes.FILE), text));
    }

    private void read(Path folder, Map<String, ParsedFile> into) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path one : folders.sorted().toList()) {
                if (Files.isRegularFile(one.resolve(FILE))) {
                    Path path = one.resolve(FILE);
                    ConfigFile file = new ConfigFile(path.toString(), environment, name -> beside(one, name));
                    files.add(file);
                    String other = proposed.get(path);
                    ParsedFile.of(file, other == null ? Files.readString(path) : other)
                            .ifPresent(parsed -> into.put(String.valueOf(one.getFileName()), parsed));
                }
            }
        }
    }

    /** The feeds, without those that others extend and at which nothing arrives. */
    List<Feed> feeds() throws FeedsRefused {
        Set<String> extended = new HashSet<>();
        feeds.values().forEach(feed -> feed.parent().ifPresent(parent -> extended.add(parent.text())));
        List<Feed> read = new ArrayList<>();
        Set<String> used = new HashSet<>();
        feeds.forEach((name, file) -> {
            boolean isParent = extended.contains(name) && !file.listens();
            Feed feed = feed(name, file, isParent, used);
            if (!isParent) {
                read.add(feed);
            }
        });
        // A dialect that nobody extends stops nobody.
        dialects.forEach((name, file) -> {
            if (used.contains(name)) {
                feed(name, file, true, used);
            }
        });
        refuse(file -> dialects.entrySet().stream()
                .allMatch(dialect -> dialect.getValue().file() != file || used.contains(dialect.getKey())));
        return read;
    }

    /** The dialects, as feeds whose zone is the world's. */
    List<Feed> dialects() throws FeedsRefused {
        List<Feed> read = new ArrayList<>();
        dialects.forEach((name, file) -> read.add(feed(name, file, true, new HashSet<>())));
        refuse(file -> true);
        return read;
    }

    private Feed feed(String name, ParsedFile file, boolean isParent, Set<String> used) {
        Feed feed = FeedFile.read(chain(name, file, used), isParent);
        if (file.keys().containsKey("feed") && !feed.id().equals(name)) {
            file.file()
                    .error(
                            1,
                            1,
                            "the feed is named '" + feed.id() + "' and its folder '" + name
                                    + "'; they must be the same");
        }
        return feed;
    }

    /** The file and those it extends, nearest first. */
    private List<ParsedFile> chain(String name, ParsedFile file, Set<String> dialectsUsed) {
        List<ParsedFile> chain = new ArrayList<>(List.of(file));
        Set<String> names = new LinkedHashSet<>(Set.of(name));
        Optional<Yaml> next = file.parent();
        while (next.isPresent()) {
            Yaml at = next.get();
            Optional<ParsedFile> parent =
                    Optional.ofNullable(feeds.get(at.text())).or(() -> Optional.ofNullable(dialects.get(at.text())));
            if (!names.add(at.text())) {
                at.error("'" + at.text() + "' extends itself in the end");
                break;
            } else if (chain.size() > DEEPEST) {
                at.error("a feed extends at most " + DEEPEST + " others: " + String.join(" → ", names));
                break;
            } else if (parent.isEmpty()) {
                Set<String> known = new LinkedHashSet<>(feeds.keySet());
                known.addAll(dialects.keySet());
                known.remove(name);
                at.error("there is no feed or dialect '" + at.text() + "'" + Nearest.hint(at.text(), known));
                break;
            }
            if (!feeds.containsKey(at.text())) {
                dialectsUsed.add(at.text());
            }
            chain.add(parent.get());
            next = parent.get().parent();
        }
        return chain;
    }

    private void refuse(Predicate<ConfigFile> matters) throws FeedsRefused {
        List<ConfigurationError> errors = files.stream()
                .filter(matters)
                .flatMap(file -> file.errors().stream())
                .distinct()
                .toList();
        if (!errors.isEmpty()) {
            throw new FeedsRefused(errors);
        }
    }

    private Optional<String> beside(Path folder, String name) {
        String other = proposed.get(folder.resolve(name));
        return other == null ? text(folder, name) : Optional.of(other);
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
