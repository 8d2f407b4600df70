package org.practicehub.benchmarks.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, a line each, beside its goal. */
final class Report {
    private final List<Line> lines = new ArrayList<>();

    private record Line(String what, String figure, String goal) {}

    void add(String what, String goal, String figure, Object... values) {
        Line line = new Line(what, String.format(Locale.ROOT, figure, values), goal);
        lines.add(line);
        progress("  %s: %s", line.what, line.figure);
    }

    static void progress(String text, Object... values) {
        System.out.printf(Locale.ROOT, text + "%n", values);
    }

    void print(boolean quick) {
        System.out.printf(
                "%nPractice Hub on this machine, %s%n%s, %d processors, Java %s%n%n",
                LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
        if (quick) {
            System.out.println(
                    "A quick run: few things, on a cold JVM. It shows that everything works, not how fast.\n");
        }
        int widest = lines.stream().mapToInt(line -> line.what.length()).max().orElse(0);
        int wide = lines.stream().mapToInt(line -> line.figure.length()).max().orElse(0);
        String row = "%-" + widest + "s  %-" + wide + "s  %s%n";
        System.out.printf(row, "what", "measured", "goal");
        System.out.printf(row, "-".repeat(widest), "-".repeat(wide), "----");
        lines.forEach(line -> System.out.printf(row, line.what, line.figure, line.goal));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
