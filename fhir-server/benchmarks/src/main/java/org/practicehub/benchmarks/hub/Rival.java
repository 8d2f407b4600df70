package org.practicehub.benchmarks.hub;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of the programs that are compared, each alone in a JVM of its own with the same heap. */
enum Rival {
    HUB("hub", "the hub"),
    LINUX_FOR_HEALTH("linuxforhealth", "LinuxForHealth"),
    HAPI("hapi", "HAPI, parsing"),
    HAPI_GENERIC("hapi-generic", "HAPI, generic parsing");

    private static final String MAIN = "org.practicehub.benchmarks.beside.Beside";
    /** One thread works; a collector with threads of its own would have the second core work for it. */
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");

    private final String argument;
    private final String title;

    Rival(String argument, String title) {
        this.argument = argument;
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Has it take these messages. Returns the lines it has written of them. */
    List<String> run(Settings settings, List<PublicMessage> messages, String... times)
            throws IOException, InterruptedException {
        Path list = Files.createTempFile("beside", ".list");
        Path results = Files.createTempFile("beside", ".results");
        try {
            Files.write(
                    list,
                    messages.stream()
                            .map(message -> message.type() + "\t" + message.file())
                            .toList());
            List<String> command = new ArrayList<>(List.of(settings.java().toString()));
            command.addAll(JVM);
            command.addAll(List.of("-cp", classPath(settings), MAIN, argument, list.toString(), results.toString()));
            command.addAll(List.of(times));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
                    .start();
            CheckFailed.unless(
                    process.waitFor() == 0, title + " could not be compared. What it said is in " + settings.log());
            return Files.readAllLines(results);
        } finally {
            Files.delete(list);
            Files.delete(results);
        }
    }

    /** The converter needs older versions of what we use too: of ours it sees the classes that measure it, and no library. */
    private String classPath(Settings settings) {
        return this == LINUX_FOR_HEALTH
                ? settings.jmhJar().resolveSibling("classes")
                        + File.pathSeparator
                        + settings.linuxForHealth().resolve("*")
                : settings.jmhJar().toString();
    }
}
