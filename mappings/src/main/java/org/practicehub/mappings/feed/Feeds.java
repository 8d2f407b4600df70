package org.practicehub.mappings.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.practicehub.mappings.hl7v2.Message;

/**
 * The feeds of a practice, one folder each. A feed never changes; the set of them may be exchanged for another, whole: whoever asks
 * gets the one or the other, and never something between.
 */
public final class Feeds {

    private volatile List<Feed> all;

    private Feeds(List<Feed> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads every {@code <feed>/feed.yaml} under a folder, and what they extend. A feed that others extend and that listens
     * nowhere is not among the result.
     *
     * @param environment what {@code ${NAME}} stands for; a program gives it {@code System.getenv}
     * @throws FeedsRefused when any of them is wrong, with all that is wrong
     * @throws IOException when the folder cannot be read
     */
    public static Feeds load(Path folder, Function<String, Optional<String>> environment)
            throws FeedsRefused, IOException {
        return new Feeds(FeedFolder.of(folder, environment).feeds());
    }

    /**
     * Reads the same with another text in place of the file of one of them, which takes nothing more from the environment than the
     * file does.
     */
    public static Feeds proposed(Path folder, String feed, String text, Function<String, Optional<String>> environment)
            throws FeedsRefused, IOException {
        return new Feeds(FeedFolder.proposed(folder, feed, text, environment).feeds());
    }

    /** Reads the same with another text in place of the codes that were explained for one of them. */
    public static Feeds proposedCodes(
            Path folder, String feed, String text, Function<String, Optional<String>> environment)
            throws FeedsRefused, IOException {
        return new Feeds(
                FeedFolder.proposedCodes(folder, feed, text, environment).feeds());
    }

    /**
     * Reads the dialects beside a folder of feeds, for what wants to check them: nothing arrives at them, and a feed without a
     * zone is none.
     */
    public static Feeds dialects(Path folder, Function<String, Optional<String>> environment)
            throws FeedsRefused, IOException {
        return new Feeds(FeedFolder.of(folder, environment).dialects());
    }

    /** Feeds that have been read already. */
    public static Feeds of(List<Feed> feeds) {
        return new Feeds(feeds);
    }

    /** Reads a single feed from text, for what needs no folder: no tables. */
    public static Feed parse(String yaml) throws FeedsRefused {
        ConfigFile file = new ConfigFile("feed.yaml", name -> Optional.empty(), name -> Optional.empty());
        Optional<Feed> feed = ParsedFile.of(file, yaml).map(parsed -> FeedFile.read(List.of(parsed), false));
        if (feed.isEmpty() || !file.errors().isEmpty()) {
            throw new FeedsRefused(file.errors());
        }
        return feed.get();
    }

    public List<Feed> all() {
        return all;
    }

    /** Those at which messages arrive at an address. */
    public List<Feed> at(String listen) {
        return all.stream().filter(feed -> feed.listen().equals(listen)).toList();
    }

    /** Takes on another set of feeds. */
    public void become(Feeds others) {
        all = others.all;
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
}
