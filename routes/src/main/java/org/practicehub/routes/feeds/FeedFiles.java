package org.practicehub.routes.feeds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.samples.Samples;
import org.practicehub.routes.journal.Journal;

/** The feeds' files, for who wants to know what would be if one of them said something else. */
public final class FeedFiles {
    private static final String FILE = "feed.yaml";

    private final FeedsReader reader;
    private final FeedsSettings settings;

    FeedFiles(FeedsReader reader, FeedsSettings settings) {
        this.reader = reader;
        this.settings = settings;
    }

    /**
     * A feed as it would be.
     *
     * @param feeds all of them as they would be
     * @param samples what would not pass of the samples beside the feeds: the hub does not take such a file on
     */
    public record Proposal(Feed feed, Feeds feeds, List<ConfigurationError> samples) {}

    /** What a feed's file says; empty when there is none. */
    public Optional<String> text(String feed) throws IOException {
        Path file = path(feed);
        return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /** Another for another text. */
    public static String version(String text) {
        return HexFormat.of().formatHex(Journal.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    Path path(String feed) {
        return settings.folder().resolve(feed).resolve(FILE);
    }

    /**
     * Reads a text as if it stood in a feed's file, with all other files as they are.
     *
     * @throws FeedsRefused when the hub would not take it on, with all that is wrong; files are named as from the folder of the
     *     configuration
     */
    public Proposal propose(String feed, String text) throws FeedsRefused, IOException {
        try {
            Feeds feeds = Feeds.of(opened(reader.proposed(feed, text)));
            Feed proposed = feeds.named(feed)
                    .orElseThrow(
                            () -> new FeedsRefused(
                                    List.of(
                                            new ConfigurationError(
                                                    settings.folder()
                                                            .resolve(feed)
                                                            .resolve(FILE)
                                                            .toString(),
                                                    1,
                                                    1,
                                                    "nothing would arrive at this feed any more, because others extend it and 'listen' is missing"))));
            return new Proposal(proposed, feeds, named(Samples.mistakes(feeds, settings.folder())));
        } catch (FeedsRefused refused) {
            throw new FeedsRefused(named(refused.errors()));
        }
    }

    /**
     * What would not pass of the samples beside the feeds if this were the text of the codes explained for one of them.
     *
     * @throws FeedsRefused when the hub would not take it on
     */
    List<ConfigurationError> proposeCodes(String feed, String text) throws FeedsRefused, IOException {
        try {
            Feeds feeds = Feeds.of(opened(reader.proposedCodes(feed, text)));
            return named(Samples.mistakes(feeds, settings.folder()));
        } catch (FeedsRefused refused) {
            throw new FeedsRefused(named(refused.errors()));
        }
    }

    private List<Feed> opened(Feeds feeds) {
        return feeds.all().stream()
                .filter(feed -> !settings.leaveOut().contains(feed.id()))
                .toList();
    }

    private List<ConfigurationError> named(List<ConfigurationError> errors) {
        Path from = settings.folder().resolve("..").toAbsolutePath().normalize();
        return errors.stream()
                .map(error -> new ConfigurationError(
                        from.relativize(Path.of(error.file()).toAbsolutePath().normalize())
                                .toString(),
                        error.line(),
                        error.column(),
                        error.text()))
                .toList();
    }
}
