package org.practicehub.mappings.commandline;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.practicehub.mappings.feed.FeedsRefused;

/** What {@code ./hub check} and {@code ./hub explain} start. They need no database and no hub that runs. */
public final class HubCommand {

    private static final String USAGE =
            """
            Usage: ./hub check [--write] [<config folder>]
                   ./hub explain [--config <config folder>] <feed> < message.hl7""";

    private final Function<String, Optional<String>> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    HubCommand(Function<String, Optional<String>> environment, InputStream in, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) throws IOException {
        HubCommand command = new HubCommand(
                name -> Optional.ofNullable(System.getenv(name)),
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8));
        System.exit(command.run(List.of(arguments)));
    }

    /** Carries out a command; gives back its exit code: 0 when all is well, 1 when something is wrong, 2 when it is no command. */
    int run(List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(arguments);
        boolean write = words.remove("--write");
        Path config = Path.of(option("--config", words)
                .or(() -> environment.apply("HUB_CONFIG"))
                .orElse("config"));
        if (words.size() >= 1 && words.size() <= 2 && words.get(0).equals("check")) {
            return check(words.size() == 2 ? Path.of(words.get(1)) : config, write);
        } else if (words.size() == 2 && words.get(0).equals("explain")) {
            return explain(words.get(1), config);
        }
        err.println(USAGE);
        return 2;
    }

    private static Optional<String> option(String name, List<String> words) {
        int at = words.indexOf(name);
        if (at < 0 || at + 1 == words.size()) {
            return Optional.empty();
        }
        words.remove(at);
        return Optional.of(words.remove(at));
    }

    private int check(Path config, boolean write) throws IOException {
        if (!Files.isDirectory(config.resolve("feeds"))) {
            err.println(config + " has no folder 'feeds'.");
            return 1;
        }
        return new Check(config, environment, write, out, err).run() ? 0 : 1;
    }

    private int explain(String feed, Path config) throws IOException {
        try {
            return new Explain(config.resolve("feeds"), environment, out, err).run(feed, in.readAllBytes()) ? 0 : 1;
        } catch (FeedsRefused refused) {
            refused.errors().forEach(err::println);
            return 1;
        }
    }
}
