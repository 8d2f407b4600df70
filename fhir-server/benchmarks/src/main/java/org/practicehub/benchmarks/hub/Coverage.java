package org.practicehub.benchmarks.hub;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What several programs made of the same messages.
 *
 * @param outcomes of each program, for each message in turn
 */
record Coverage(List<PublicMessage> messages, Map<Rival, List<Outcome>> outcomes) {
    private static final String ROW = "  %-9s %9s%s";
    private static final String CELL = "  %9s%9s%9s";

    /**
     * As the program's JVM wrote it.
     *
     * @param why the code of a refusal or what failed; empty where it was made
     */
    record Outcome(Kind kind, String why) {

        /** See its namesake in the benchmarks of the mappings. */
        enum Kind {
            MADE,
            REFUSED,
            FAILED
        }

        static Outcome read(String line) {
            String[] parts = line.split("\t", -1);
            return new Outcome(Kind.valueOf(parts[0]), parts[1]);
        }
    }

    List<PublicMessage> madeByAll() {
        return IntStream.range(0, messages.size())
                .filter(at -> outcomes.keySet().stream().allMatch(rival -> is(rival, at, Outcome.Kind.MADE)))
                .mapToObj(messages::get)
                .toList();
    }

    long count(Rival rival, Outcome.Kind kind, Predicate<PublicMessage> which) {
        return IntStream.range(0, messages.size())
                .filter(at -> which.test(messages.get(at)) && is(rival, at, kind))
                .count();
    }

    long eventsMade(Rival rival) {
        return IntStream.range(0, messages.size())
                .filter(at -> is(rival, at, Outcome.Kind.MADE))
                .mapToObj(at -> messages.get(at).event())
                .distinct()
                .count();
    }

    long events() {
        return messages.stream().map(PublicMessage::event).distinct().count();
    }

    private boolean is(Rival rival, int at, Outcome.Kind kind) {
        return Objects.requireNonNull(outcomes.get(rival)).get(at).kind() == kind;
    }

    /** A row for each event, and for each program why it did not make the others. */
    void print() {
        Report.progress(ROW, "", "", cells(rival -> String.format("  %27s", rival.title())));
        Report.progress(ROW, "event", "messages", cells(rival -> String.format(CELL, "made", "refused", "failed")));
        messages.stream()
                .map(PublicMessage::event)
                .distinct()
                .sorted()
                .forEach(event -> row(event, message -> message.event().equals(event)));
        row("complete", PublicMessage::complete);
        row("all", message -> true);
        outcomes.forEach((rival, of) -> Report.progress("  Not made by %s: %s", rival.title(), reasons(of)));
    }

    private void row(String name, Predicate<PublicMessage> which) {
        Report.progress(
                ROW,
                name,
                messages.stream().filter(which).count(),
                cells(rival -> String.format(
                        CELL,
                        count(rival, Outcome.Kind.MADE, which),
                        count(rival, Outcome.Kind.REFUSED, which),
                        count(rival, Outcome.Kind.FAILED, which))));
    }

    private String cells(Function<Rival, String> cell) {
        return outcomes.keySet().stream().map(cell).collect(Collectors.joining());
    }

    private static Map<String, Long> reasons(List<Outcome> of) {
        return of.stream()
                .filter(outcome -> outcome.kind() != Outcome.Kind.MADE)
                .collect(Collectors.groupingBy(
                        outcome -> outcome.kind() + " " + outcome.why(), TreeMap::new, Collectors.counting()));
    }
}
