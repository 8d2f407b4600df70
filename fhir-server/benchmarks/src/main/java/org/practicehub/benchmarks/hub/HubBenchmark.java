package org.practicehub.benchmarks.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.practicehub.benchmarks.hub.Settings.Part;
import org.practicehub.sample.practice.PracticeFiles;

/**
 * Measures how fast the hub is on this machine, part by part, and prints a table. It starts hubs of its own on free ports and
 * an empty data directory, which it removes at the end, also when it is stopped.
 *
 * <pre>
 * ./hub bench            # about forty minutes
 * ./hub bench --quick    # minutes, to see that it works
 * </pre>
 */
public final class HubBenchmark {
    private static final int WRONG_OPTIONS = 2;
    private static final int FAILED = 1;

    private final Settings settings;
    private final Plan plan;
    private final Report report = new Report();
    private final Place place;

    private HubBenchmark(Settings settings, Place place) {
        this.settings = settings;
        this.plan = settings.plan();
        this.place = place;
    }

    public static void main(String[] arguments) throws Exception {
        Settings settings;
        try {
            settings = Settings.parse(List.of(arguments));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            System.err.println("hub bench: " + e.getMessage() + "\n\n" + Settings.HELP);
            System.exit(WRONG_OPTIONS);
            return;
        }
        try (Place place = Place.make(settings)) {
            new HubBenchmark(settings, place).run();
        } catch (CheckFailed e) {
            System.err.println("hub bench: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private void run() throws IOException, InterruptedException {
        if (settings.only().contains(Part.TRANSLATION)) {
            new TranslationBenchmark(settings, report).run();
        }
        if (settings.only().contains(Part.BESIDE)) {
            new BesideBenchmark(settings, report).run();
        }
        if (settings.only().stream().anyMatch(Part::needsHub)) {
            measureHub();
        }
        report.print(settings.quick());
    }

    private void measureHub() throws IOException, InterruptedException {
        // The transactions are those of the messages; the day view only needs some visits to go by.
        boolean timed =
                settings.only().contains(Part.MESSAGES) || settings.only().contains(Part.TRANSACTIONS);
        Plan size = timed ? plan : Plan.quick();
        Mix mix = new Mix(settings.config().resolve("demo"), size);
        MessagesBenchmark messages = new MessagesBenchmark(size, timed ? report : new Report(), mix);
        Report.progress("Messages into the journal");
        try (HubProcess hub = place.start("--hub.messages.workers=0")) {
            hub.awaitReady();
            messages.journal(hub);
        }
        Report.progress("Messages into the record");
        try (HubProcess hub = place.start()) {
            hub.awaitReady();
            messages.backlog(hub);
            Api system = Api.ofSystem(hub.base());
            long before = messages.apply(hub, system);
            if (settings.only().contains(Part.TRANSACTIONS)) {
                new TransactionsBenchmark(plan, report).run(hub, system, before);
            }
            if (settings.only().contains(Part.DAY_VIEW)) {
                new DayViewBenchmark(
                                plan,
                                report,
                                PracticeFiles.read(settings.config().resolve("demo"))
                                        .zone())
                        .run(hub);
            }
            if (settings.only().contains(Part.SCHEDULING)) {
                new SchedulingBenchmark(plan, report, system).run(hub);
            }
            Usage usage = hub.usage();
            report.add("resident memory after all that, hub's JVM", "", "%s", megabytes(usage.hubMegabytes()));
            report.add("resident memory, PostgreSQL", "", "%s", megabytes(usage.postgresMegabytes()));
        }
        Report.progress("Start on what is stored");
        try (HubProcess hub = place.start()) {
            report.add(
                    "start-up, process to ready, on existing data",
                    "< 15 s on JDK 25",
                    "%.1f s",
                    hub.awaitReady().toMillis() / 1e3);
        }
    }

    private static String megabytes(OptionalLong memory) {
        return memory.isPresent() ? memory.getAsLong() + " MB" : "not known on this system";
    }

    /** Where the hubs of this run live: one data directory, gone at the end whatever happens. */
    private static final class Place implements AutoCloseable {
        private final Settings settings;
        private final Path data;
        private volatile List<HubProcess> running = List.of();

        private Place(Settings settings, Path data) {
            this.settings = settings;
            this.data = data;
        }

        static Place make(Settings settings) {
            try {
                Files.createDirectories(settings.log().getParent());
                Files.deleteIfExists(settings.log());
                Place place = new Place(settings, Files.createTempDirectory("hub-bench"));
                Runtime.getRuntime().addShutdownHook(new Thread(place::close));
                return place;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        HubProcess start(String... options) {
            HubProcess hub = HubProcess.start(settings, data, options);
            running = List.of(hub);
            return hub;
        }

        @Override
        public synchronized void close() {
            running.forEach(HubProcess::close);
            if (!Files.exists(data)) {
                return;
            }
            try (Stream<Path> all = Files.walk(data)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
