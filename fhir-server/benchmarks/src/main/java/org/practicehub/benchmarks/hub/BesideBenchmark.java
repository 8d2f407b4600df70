package org.practicehub.benchmarks.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.practicehub.benchmarks.hub.Coverage.Outcome;
import org.practicehub.benchmarks.hub.Coverage.Outcome.Kind;

/**
 * The translation beside LinuxForHealth's converter and the bare parser of HAPI: what each makes of the public messages, and
 * how fast each is with those that all of them take.
 */
record BesideBenchmark(Settings settings, Report report) {

    void run() throws IOException, InterruptedException {
        Report.progress("Translation beside other programs");
        if (Files.isDirectory(settings.corpus())) {
            List<PublicMessage> messages =
                    PublicMessage.read(settings.corpus(), settings.plan().ofEachEvent());
            time(cover(messages).madeByAll());
        } else {
            Report.progress(
                    "  The public messages are not beside the project. So it is not counted what each program makes"
                            + " of them, and two messages of the project's own are timed.");
            time(golden());
        }
    }

    private List<PublicMessage> golden() {
        return Stream.of("A04", "A08")
                .map(trigger -> new PublicMessage(
                        settings.golden().resolve("ADT_" + trigger).resolve("typical.hl7"), "ADT", trigger, true))
                .toList();
    }

    private Coverage cover(List<PublicMessage> messages) throws IOException, InterruptedException {
        Map<Rival, List<Outcome>> outcomes = new EnumMap<>(Rival.class);
        for (Rival rival : Rival.values()) {
            outcomes.put(
                    rival,
                    rival.run(settings, messages).stream().map(Outcome::read).toList());
        }
        Coverage coverage = new Coverage(messages, outcomes);
        coverage.print();
        for (Rival rival : Rival.values()) {
            report.add(
                    "public messages by " + rival.title(),
                    rival == Rival.HUB ? ">= 98 % of events; none failed" : "",
                    "%,d of %,d made, %,d refused, %,d failed; %d of %d events",
                    coverage.count(rival, Kind.MADE, message -> true),
                    messages.size(),
                    coverage.count(rival, Kind.REFUSED, message -> true),
                    coverage.count(rival, Kind.FAILED, message -> true),
                    coverage.eventsMade(rival),
                    coverage.events());
        }
        return coverage;
    }

    private void time(List<PublicMessage> messages) throws IOException, InterruptedException {
        CheckFailed.unless(!messages.isEmpty(), "There is no message that all programs take.");
        String warm = Long.toString(settings.plan().besideWarm().toSeconds());
        String time = Long.toString(settings.plan().beside().toSeconds());
        List<List<String>> lines = new ArrayList<>();
        for (Rival rival : Rival.values()) {
            Report.progress("  Timing %s with %,d messages that all take", rival.title(), messages.size());
            lines.add(rival.run(settings, messages, warm, time));
        }
        for (int type = 0; type < lines.get(0).size(); type++) {
            for (Rival rival : Rival.values()) {
                tell(rival, lines.get(rival.ordinal()).get(type).split("\t"));
            }
        }
    }

    private void tell(Rival rival, String[] figures) {
        boolean goal = rival == Rival.HUB && figures[0].equals("ADT");
        report.add(
                figures[0] + " by " + rival.title(),
                goal ? ">= 2,000/s a core, p99 < 5 ms" : "",
                "%,.0f/s a core, p50 %.3f ms, p99 %.2f ms%s",
                Double.parseDouble(figures[1]),
                Double.parseDouble(figures[2]),
                Double.parseDouble(figures[3]),
                figures.length > 4 ? ", processor " + figures[4] + " ms each" : "");
    }
}
