package org.practicehub.routes.feeds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.samples.Samples;
import org.springframework.core.env.Environment;

/** Reads the files of the feeds; those that are opened must also make of their samples what is written down. */
final class FeedsReader {
    private final FeedsSettings settings;
    private final Environment environment;

    FeedsReader(FeedsSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    Feeds read() throws FeedsRefused, IOException {
        Path folder = settings.folder();
        if (!Files.isDirectory(folder)) {
            return Feeds.of(List.of());
        }
        Feeds all = Feeds.load(folder, this::environment);
        Feeds opened = Feeds.of(all.all().stream()
                .filter(feed -> !settings.leaveOut().contains(feed.id()))
                .toList());
        List<ConfigurationError> mistakes = Samples.mistakes(opened, folder);
        if (!mistakes.isEmpty()) {
            throw new FeedsRefused(mistakes);
        }
        return opened;
    }

    /**
     * The feeds as they would be with another text in place of one's file. The samples are not asked.
     *
     * @throws FeedsRefused when a file is wrong then
     */
    Feeds proposed(String feed, String text) throws FeedsRefused, IOException {
        return Feeds.proposed(settings.folder(), feed, text, this::environment);
    }

    /** The feeds as they would be with another text of the codes explained for one. The samples are not asked. */
    Feeds proposedCodes(String feed, String text) throws FeedsRefused, IOException {
        return Feeds.proposedCodes(settings.folder(), feed, text, this::environment);
    }

    private Optional<String> environment(String name) {
        return Optional.ofNullable(environment.getProperty(name));
    }

    /** What all files say, in a word: another when any of them is other, new or gone. */
    String state() throws IOException {
        MessageDigest digest = sha256();
        for (Path folder : List.of(settings.folder(), settings.folder().resolveSibling("dialects"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update((file + "\n" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
                        digest.update(Files.readAllBytes(file));
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
