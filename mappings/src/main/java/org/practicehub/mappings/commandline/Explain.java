package org.practicehub.mappings.commandline;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.practicehub.mappings.explain.Explained;
import org.practicehub.mappings.explain.Explainer;
import org.practicehub.mappings.explain.Explanation;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.samples.Samples;

/** {@code ./hub explain}: each value of what a message becomes in an empty record, with where it comes from and by which rule. */
final class Explain {

    private final Path folder;
    private final Function<String, Optional<String>> environment;
    private final PrintStream out;
    private final PrintStream err;

    Explain(Path folder, Function<String, Optional<String>> environment, PrintStream out, PrintStream err) {
        this.folder = folder;
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Whether there was something to explain. */
    boolean run(String name, byte[] bytes) throws FeedsRefused, IOException {
        Feeds feeds = Feeds.load(folder, environment);
        Optional<Feed> feed = feeds.named(name).or(() -> dialect(name));
        if (feed.isEmpty()) {
            err.println("There is no feed '" + name + "' in " + folder + ". There are: "
                    + feeds.all().stream().map(Feed::id).collect(Collectors.joining(", ")));
            return false;
        }
        Reading reading = Message.read(bytes, feed.get().charset());
        if (!(reading instanceof Reading.Read read)) {
            err.println("This is no HL7 v2 message: "
                    + ((Reading.NotHl7) reading).problem().text());
            return false;
        }
        Message message = read.message();
        Acceptance.check(message, feed.get()).forEach(problem -> err.println(problem.toString()));
        Context context = new Context(feed.get(), Samples.sentAt(message, feed.get()), 1, "explained");
        Optional<Explanation> explanation = Explainer.explain(message, context, new MemoryRecord());
        if (explanation.isEmpty()) {
            err.println("Messages of this type are not translated: " + message);
            return false;
        }
        print(explanation.get());
        return true;
    }

    private Optional<Feed> dialect(String name) {
        try {
            return Feeds.dialects(folder, environment).named(name);
        } catch (FeedsRefused | IOException unusable) {
            return Optional.empty();
        }
    }

    private void print(Explanation explanation) {
        explanation.translation().hold().ifPresent(why -> out.println("held: " + why));
        explanation.translation().problems().forEach(problem -> out.println(problem.toString()));
        String resource = "";
        for (Explained value : explanation.values()) {
            if (!value.resource().equals(resource)) {
                resource = value.resource();
                out.println();
                out.println(resource);
            }
            out.println(line(value));
        }
    }

    /** Element, value, places, rule and, where a table or a data type made something else of it, the text that was sent. */
    private static String line(Explained value) {
        String places = value.isSent()
                ? value.from().stream().map(Place::toString).collect(Collectors.joining(" "))
                : "(not sent)";
        return String.format(
                        "  %-44s %-36s %-24s %-34s %s",
                        value.path(),
                        value.value().replace('\n', ' '),
                        places,
                        value.rule().orElse(""),
                        value.sent().map(sent -> "sent: " + sent).orElse(""))
                .stripTrailing();
    }
}
