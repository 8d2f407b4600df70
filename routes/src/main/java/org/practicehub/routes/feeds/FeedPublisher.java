package org.practicehub.routes.feeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.feed.MappedCodes;
import org.practicehub.routes.feeds.FeedFiles.Proposal;

/**
 * Puts a text into a feed's file, or codes into the one beside it, which the hub then takes on like any other change of them. What
 * was there is kept beside it, as {@code feed.yaml.before}.
 */
public final class FeedPublisher {
    /** Two looks must find the same before a change is taken on, and one may just have passed. */
    private static final int LOOKS = 3;

    private final FeedFiles files;
    private final FeedsSettings settings;
    private final Feeds running;

    FeedPublisher(FeedFiles files, FeedsSettings settings, Feeds running) {
        this.files = files;
        this.settings = settings;
        this.running = running;
    }

    /** Whether a file is taken on while the hub runs; otherwise it is at the next start. */
    public boolean isTakenOn() {
        return !settings.look().isZero();
    }

    /**
     * Writes the file, whole or not at all. What messages mean may be changed so; where they come from and go to is for whoever
     * runs the machine.
     *
     * @param version of the text that was read and changed
     * @param witness is told before anything is written; when it throws, nothing is
     * @throws FeedsRefused when the hub would not take the file on
     * @throws CannotPublish when the file has changed since, or must or can not be written
     */
    public synchronized void publish(String feed, String text, String version, Runnable witness)
            throws FeedsRefused, CannotPublish, IOException {
        Path file = files.path(feed);
        if (Files.isSymbolicLink(file) || !Files.isWritable(file) || !Files.isWritable(file.getParent())) {
            throw new CannotPublish("The hub must not write this file. Change it where it comes from.");
        }
        String current = Files.readString(file);
        if (!version.equals(FeedFiles.version(current))) {
            throw changedMeanwhile();
        }
        Proposal proposal = files.propose(feed, text);
        if (!proposal.samples().isEmpty()) {
            throw new FeedsRefused(proposal.samples());
        }
        if (!lines(proposal.feeds()).equals(lines(running))) {
            throw new CannotPublish(
                    "Where messages come from and go to ('listen', 'tls', 'folder', 'sftp', 'clients', 'send') is"
                            + " changed in the file itself.");
        }
        write(file, current, text, witness);
    }

    /**
     * Writes down what codes of a feed mean, whole or not at all. What was written down before is kept beside it.
     *
     * @param witness is told, with the versions of the text before and after, before anything is written; when it throws, nothing
     *     is
     * @return how long it took to see whether the hub would take it on, as it will take each hub
     * @throws FeedsRefused when the hub would not take it on
     * @throws CannotPublish when the file has changed meanwhile, or must or can not be written
     */
    public synchronized Duration explain(
            String feed, List<MappedCodes.Mapped> codes, BiConsumer<String, String> witness)
            throws FeedsRefused, CannotPublish, IOException {
        Path file = files.path(feed).resolveSibling(MappedCodes.FILE);
        boolean isNew = !Files.exists(file);
        if (Files.isSymbolicLink(file) || (!isNew && !Files.isWritable(file)) || !Files.isWritable(file.getParent())) {
            throw new CannotPublish(
                    "The hub must not write codes.csv beside this feed's file. Change it where it comes from.");
        }
        String before = isNew ? "" : Files.readString(file);
        String after = MappedCodes.with(before, codes);
        long began = System.nanoTime();
        List<ConfigurationError> mistakes = files.proposeCodes(feed, after);
        if (!mistakes.isEmpty()) {
            throw new FeedsRefused(mistakes);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        write(file, before, after, () -> witness.accept(FeedFiles.version(before), FeedFiles.version(after)));
        return took;
    }

    /**
     * Until when a change written now is taken on by every hub that reads these files.
     *
     * @param reading how long it takes to read them
     */
    public Instant isTakenOnBy(Instant now, Duration reading) {
        return now.plus(settings.look().plus(reading).multipliedBy(LOOKS));
    }

    private static CannotPublish changedMeanwhile() {
        return new CannotPublish("The file has changed since you began. Begin again with what it says now.");
    }

    private static Map<String, List<Object>> lines(Feeds feeds) {
        Map<String, List<Object>> lines = new HashMap<>();
        feeds.all()
                .forEach(feed -> lines.put(
                        feed.id(), List.of(feed.listen(), feed.tls(), feed.folder(), feed.clients(), feed.sending())));
        return lines;
    }

    /** Unless it says something else than before by now: another hub or a person may write there too. */
    private static void write(Path file, String before, String text, Runnable witness) throws CannotPublish {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        boolean isNew = !Files.exists(file);
        try {
            if (!isNew) {
                copy(file, next);
            }
            Files.writeString(
                    next,
                    text,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
            if (!isNew) {
                copy(file, file.resolveSibling(file.getFileName() + ".before"));
            }
            if (!before.equals(Files.exists(file) ? Files.readString(file) : "")) {
                throw changedMeanwhile();
            }
            witness.run();
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotPublish("The file could not be written, and is as it was.", e);
        } finally {
            next.toFile().delete();
        }
    }

    /** With its owner's rights, so that whoever edits it may go on. */
    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
