package org.practicehub.benchmarks.beside;

import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * One program alone in its JVM, one thread: what it makes of each message of a list, or how fast it is with all of them.
 *
 * <pre>
 * Beside (hub|linuxforhealth|hapi|hapi-generic) &lt;list&gt; &lt;results&gt;                            # what comes of each
 * Beside (hub|linuxforhealth|hapi|hapi-generic) &lt;list&gt; &lt;results&gt; &lt;warm-up&gt; &lt;time&gt;   # how fast, seconds
 * </pre>
 */
public final class Beside {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Contender contender;
    private final List<Sample> samples = new ArrayList<>();

    private Beside(Contender contender, Path list) throws Exception {
        this.contender = contender;
        for (String line : Files.readAllLines(list)) {
            samples.add(Sample.read(line));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Beside beside = new Beside(contender(arguments[0]), Path.of(arguments[1]));
        List<String> results =
                arguments.length == 3 ? beside.judge() : beside.time(seconds(arguments[3]), seconds(arguments[4]));
        Files.write(Path.of(arguments[2]), results);
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static Contender contender(String name) throws Exception {
        return switch (name) {
            case "hub" -> new Hub();
            case "linuxforhealth" -> new LinuxForHealth();
            case "hapi" -> new BareHapi(new CanonicalModelClassFactory("2.8.1"));
            case "hapi-generic" -> new BareHapi(new GenericModelClassFactory());
            default -> throw new IllegalArgumentException("There is no " + name);
        };
    }

    /** For each message in turn: what came of it, and why, with a tab between. */
    private List<String> judge() {
        return samples.stream()
                .map(this::outcome)
                .map(outcome -> outcome.kind() + "\t" + outcome.why())
                .toList();
    }

    private Outcome outcome(Sample sample) {
        try {
            return contender.take(sample);
        } catch (Exception e) {
            return Outcome.failed(e.getClass().getSimpleName());
        }
    }

    /** For each type of message: how many a second, p50 and p99 in milliseconds, and the processor time of one, GC included. */
    private List<String> time(Duration warm, Duration time) throws Exception {
        rounds(warm);
        Duration before = cpu();
        Map<String, long[]> nanos = rounds(time);
        long all = nanos.values().stream().mapToLong(times -> times.length).sum();
        double cpu = cpu().minus(before).toNanos() / NANOS_PER_MILLI / all;
        List<String> lines = new ArrayList<>();
        nanos.forEach((type, times) -> lines.add(line(type, times)));
        lines.add(line(
                        "all types",
                        nanos.values().stream().flatMapToLong(Arrays::stream).toArray())
                + String.format(Locale.ROOT, "\t%.3f", cpu));
        return lines;
    }

    /** Whole rounds of all messages, so that each counts as often as every other. */
    private Map<String, long[]> rounds(Duration time) throws Exception {
        Map<String, LongStream.Builder> nanos = new TreeMap<>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            for (Sample sample : samples) {
                long started = System.nanoTime();
                Outcome outcome = contender.take(sample);
                long took = System.nanoTime() - started;
                if (outcome.kind() != Outcome.Kind.MADE) {
                    throw new IllegalStateException(sample.name() + ": " + outcome);
                }
                nanos.computeIfAbsent(sample.type(), type -> LongStream.builder())
                        .add(took);
            }
        }
        Map<String, long[]> sorted = new TreeMap<>();
        nanos.forEach((type, times) -> sorted.put(type, times.build().toArray()));
        return sorted;
    }

    private static String line(String type, long[] nanos) {
        double seconds = Arrays.stream(nanos).sum() / NANOS_PER_SECOND;
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%s\t%.1f\t%.3f\t%.3f",
                type,
                nanos.length / seconds,
                percentile(nanos, 0.5),
                percentile(nanos, 0.99));
    }

    private static double percentile(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / NANOS_PER_MILLI;
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
