package org.practicehub.mappings.commandline;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.practicehub.mappings.explain.Leaves;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.samples.Sample;
import org.practicehub.mappings.samples.Samples;

/** {@code ./hub check}: every feed and dialect compiled, every sample translated and shown. */
final class Check {

    private final Path config;
    private final Function<String, Optional<String>> environment;
    private final boolean write;
    private final PrintStream out;
    private final PrintStream err;
    private final List<ConfigurationError> mistakes = new ArrayList<>();

    /**
     * @param write write down what samples become, in the place of what is expected of them
     */
    Check(
            Path config,
            Function<String, Optional<String>> environment,
            boolean write,
            PrintStream out,
            PrintStream err) {
        this.config = config;
        this.environment = environment;
        this.write = write;
        this.out = out;
        this.err = err;
    }

    /** Whether all is well. */
    boolean run() throws IOException {
        Path feeds = config.resolve("feeds");
        all(() -> Feeds.load(feeds, environment), feeds);
        all(() -> Feeds.dialects(feeds, environment), config.resolve("dialects"));
        mistakes.stream().distinct().sorted().forEach(err::println);
        return mistakes.isEmpty();
    }

    private interface Loading {
        Feeds load() throws FeedsRefused, IOException;
    }

    private void all(Loading loading, Path folder) throws IOException {
        try {
            for (Feed feed : loading.load().all()) {
                Path own = folder.resolve(feed.id());
                out.println(own.resolve("feed.yaml"));
                for (Sample sample : Samples.of(feed, own)) {
                    show(sample, own);
                }
            }
        } catch (FeedsRefused refused) {
            mistakes.addAll(refused.errors());
        }
    }

    private void show(Sample sample, Path folder) throws IOException {
        out.println("  " + folder.relativize(sample.file()) + "  " + sample.event());
        sample.translation().ifPresent(this::show);
        if (write) {
            Samples.write(sample);
            return;
        }
        sample.differences().forEach(difference -> {
            out.println("    " + difference.element());
            out.println("      expected  " + shown(difference.expected()));
            out.println("      is        " + shown(difference.actual()));
        });
        if (sample.translation().isPresent() && sample.mistakes().isEmpty()) {
            out.println(sample.hasExpected() ? "    as expected" : "    nothing is written down to be expected");
        }
        mistakes.addAll(sample.mistakes());
    }

    private void show(Translation translation) {
        translation.changes().forEach(change -> out.println(line(change)));
        translation.confirmed().forEach(reference -> out.println("    as it was  " + reference));
        translation.stale().forEach(reference -> out.println("    stale      " + reference));
        translation.hold().ifPresent(why -> out.println("    held       " + why));
        translation.problems().forEach(problem -> out.println("    " + problem));
    }

    private static String line(Change change) {
        String what = change.isCreate() ? "    new        " : "    changed    ";
        return what + change.reference() + "  " + Leaves.of(change.resource()).size() + " values";
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(nothing)" : value;
    }
}
