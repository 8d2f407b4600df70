package org.practicehub.benchmarks.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a hub has used of the machine so far.
 *
 * @param hub processor time of the hub's JVM
 * @param postgres processor time of PostgreSQL, those of its processes that run
 * @param hubMegabytes resident memory of the JVM
 * @param postgresMegabytes of PostgreSQL, what its processes share counted once
 */
record Usage(Duration hub, Duration postgres, OptionalLong hubMegabytes, OptionalLong postgresMegabytes) {
    private static final long KILOBYTES_PER_MEGABYTE = 1024;

    static Usage now(ProcessHandle hub, ProcessHandle postmaster) {
        return new Usage(
                cpu(hub),
                postgres(postmaster).map(Usage::cpu).reduce(Duration.ZERO, Duration::plus),
                kilobytes(hub, "Rss:").stream()
                        .map(all -> all / KILOBYTES_PER_MEGABYTE)
                        .findFirst(),
                sum(postgres(postmaster)));
    }

    private static Stream<ProcessHandle> postgres(ProcessHandle postmaster) {
        return Stream.concat(Stream.of(postmaster), postmaster.descendants());
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static OptionalLong sum(Stream<ProcessHandle> processes) {
        return processes
                .map(process -> kilobytes(process, "Pss:"))
                .flatMapToLong(OptionalLong::stream)
                .reduce(Long::sum)
                .stream()
                .map(all -> all / KILOBYTES_PER_MEGABYTE)
                .findFirst();
    }

    /** From Linux's own accounts; other systems have none that tell shared memory apart. */
    private static OptionalLong kilobytes(ProcessHandle process, String what) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith(what))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    /** Milliseconds of the hub's processor time for each of so many things since then. */
    double hubMillisEach(Usage since, long things) {
        return (double) hub.minus(since.hub).toMillis() / things;
    }

    double postgresMillisEach(Usage since, long things) {
        return (double) postgres.minus(since.postgres).toMillis() / things;
    }
}
