package org.practicehub.sample;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.practicehub.sample.mllp.Courier;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.PracticeFiles;
import org.practicehub.sample.scenario.Pace;
import org.practicehub.sample.scenario.Present;
import org.practicehub.sample.scenario.Scenario;
import org.practicehub.sample.state.Chart;
import org.practicehub.sample.table.BadTable;

/** The sample EHR: a program that plays the EHR of the demo practice and sends what an EHR would. */
public final class SampleEhr {

    static final int FINE = 0;
    static final int UNREADABLE = 1;
    static final int WRONG_OPTIONS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TIME_TO_END = Duration.ofMillis(700);

    private SampleEhr() {}

    public static void main(String[] args) {
        int code = run(List.of(args), System.out, System.err);
        // While the process is being stopped, exit would wait for the very hook that waits for this thread.
        if (code != FINE) {
            System.exit(code);
        }
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            Options options = Options.parse(args);
            if (options.help()) {
                out.print(Options.HELP);
                return FINE;
            }
            play(options, new Log(out, Clock.systemUTC()));
            return FINE;
        } catch (BadOption e) {
            err.println("sample EHR: " + e.getMessage() + "; --help tells what there is");
            return WRONG_OPTIONS;
        } catch (BadTable | UncheckedIOException e) {
            err.println("sample EHR: " + e.getMessage());
            return UNREADABLE;
        }
    }

    private static void play(Options options, Log log) {
        Practice practice = PracticeFiles.read(options.practice());
        ZoneId zone = options.zone() == null ? practice.zone() : options.zone();
        Clock clock = Clock.systemUTC();
        Courier courier = new Courier(options.host(), options.port(), PATIENCE, SampleEhr::sleep, log);
        try (Chart chart = Chart.open(options.state(), practice.patients(), clock.instant());
                courier) {
            stopWith(courier);
            log.accept("plays %s with %d patients, sends to %s:%d, one message every %d ms or so"
                    .formatted(
                            practice.name(),
                            chart.patients().size(),
                            options.host(),
                            options.port(),
                            options.pace().toMillis()));
            Scenario scenario = new Scenario(
                    practice,
                    chart,
                    courier,
                    clock,
                    new Present(clock, zone),
                    new Pace(options.pace(), SampleEhr::sleep),
                    options.seed(),
                    log);
            if (options.once()) {
                scenario.runOnce();
            } else {
                scenario.runForEver();
            }
        } catch (InterruptedException e) {
            log.accept("stopped");
        }
    }

    /** Ctrl-C and SIGTERM end what is under way; the state is on disk at any moment. */
    private static void stopWith(Courier courier) {
        Thread main = Thread.currentThread();
        Thread hook = new Thread(() -> {
            courier.close();
            main.interrupt();
            try {
                main.join(TIME_TO_END.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}
