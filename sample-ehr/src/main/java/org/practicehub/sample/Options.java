package org.practicehub.sample;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the command line says. */
record Options(
        String host,
        int port,
        Path practice,
        Path state,
        @Nullable ZoneId zone,
        Duration pace,
        long seed,
        boolean once,
        boolean help) {

    static final String HELP =
            """
            Plays the EHR of a practice: sends HL7 v2 messages over MLLP, for ever or until Ctrl-C.

              java -jar sample-ehr.jar [options]

              --host <name>      where the hub listens (127.0.0.1)
              --port <number>    its MLLP port (2575)
              --practice <dir>   the practice's CSV files (config/demo)
              --state <dir>      where the EHR keeps its own data (data/sample-ehr);
                                 started again with the same, it goes on where it stopped
              --zone <id>        the practice's time zone, like America/Chicago (from practice.csv)
              --pace <time>      mean time between two messages of the live stream: 500ms, 2s, 1m (2s)
              --seed <number>    another number, another course of events (1)
              --once             send the book, the day so far and one of every event, then end
              --help             this text
            """;

    private static final Pattern PACE = Pattern.compile("(\\d{1,6})(ms|s|m)");
    private static final int HIGHEST_PORT = 65_535;

    static Options parse(List<String> args) {
        Options options = new Options(
                "127.0.0.1",
                2575,
                Path.of("config", "demo"),
                Path.of("data", "sample-ehr"),
                null,
                Duration.ofSeconds(2),
                1,
                false,
                false);
        int at = 0;
        while (at < args.size()) {
            String name = args.get(at++);
            switch (name) {
                case "--once" -> options = options.withOnce();
                case "--help", "-h" -> options = options.withHelp();
                default -> {
                    if (!HELP.contains("  " + name + " <")) {
                        throw new BadOption("there is no option " + name);
                    }
                    if (at == args.size()) {
                        throw new BadOption(name + " needs a value");
                    }
                    options = options.with(name, args.get(at++));
                }
            }
        }
        return options;
    }

    private Options with(String name, String value) {
        return new Options(
                name.equals("--host") ? value : host,
                name.equals("--port") ? port(value) : port,
                name.equals("--practice") ? Path.of(value) : practice,
                name.equals("--state") ? Path.of(value) : state,
                name.equals("--zone") ? zone(value) : zone,
                name.equals("--pace") ? pace(value) : pace,
                name.equals("--seed") ? number(name, value) : seed,
                once,
                help);
    }

    private Options withOnce() {
        return new Options(host, port, practice, state, zone, pace, seed, true, help);
    }

    private Options withHelp() {
        return new Options(host, port, practice, state, zone, pace, seed, once, true);
    }

    private static int port(String value) {
        long port = number("--port", value);
        if (port < 1 || port > HIGHEST_PORT) {
            throw new BadOption("--port is from 1 to 65535, not " + value);
        }
        return (int) port;
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new BadOption(name + " is a number, not " + value);
        }
    }

    private static ZoneId zone(String value) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new BadOption("--zone is a time zone like America/Chicago, not " + value);
        }
    }

    private static Duration pace(String value) {
        Matcher matcher = PACE.matcher(value);
        if (!matcher.matches()) {
            throw new BadOption("--pace is a time like 500ms, 2s or 1m, not " + value);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
