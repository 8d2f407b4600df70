package org.practicehub.mappings.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Remembered;

/**
 * What would become of one message if its feed were another, beside what becomes of it: both by the same record. Nothing is
 * written.
 *
 * @param gone problems that it has now and would not have
 * @param added problems that it has not now and would have
 * @param differences values of the record that would be others after it; none where it would not be translated
 */
public record Rehearsal(Verdict verdict, List<Problem> gone, List<Problem> added, List<Difference> differences) {

    /** In a word. */
    public enum Verdict {
        SAME,
        DIFFERENT,
        NOW_HELD,
        NO_LONGER_HELD,
        NOW_REFUSED,
        NO_LONGER_REFUSED;

        private static Optional<Verdict> of(Outcome.Kind now, Outcome.Kind proposed) {
            if (now == proposed) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (proposed) {
                        case REFUSED -> NOW_REFUSED;
                        case HELD -> NOW_HELD;
                        case TRANSLATED, IGNORED -> now == Outcome.Kind.HELD ? NO_LONGER_HELD : NO_LONGER_REFUSED;
                    });
        }
    }

    /**
     * A value that would be another.
     *
     * @param reference the resource as it is called now, {@code Patient/x}; as it would be called, when only then there is one
     * @param now what stands there after the message; empty when nothing does
     * @param proposed what would stand there; empty when nothing would
     */
    public record Difference(String reference, String path, Optional<String> now, Optional<String> proposed) {}

    /**
     * Rehearses one message.
     *
     * @param bytes as they came
     * @param context with the feed as it is
     * @param proposed the same with the feed as it would be
     */
    public static Rehearsal of(byte[] bytes, Context context, Context proposed, PresentRecord record) {
        PresentRecord asked = new Remembered(record);
        return of(Outcome.of(bytes, context, asked), Outcome.of(bytes, proposed, asked));
    }

    private static Rehearsal of(Outcome now, Outcome proposed) {
        List<Problem> gone = without(now.problems(), proposed.problems());
        List<Problem> added = without(proposed.problems(), now.problems());
        List<Difference> differences =
                proposed.kind() == Outcome.Kind.TRANSLATED ? differences(now.changes(), proposed.changes()) : List.of();
        boolean same = gone.isEmpty() && added.isEmpty() && differences.isEmpty();
        Verdict verdict = Verdict.of(now.kind(), proposed.kind()).orElse(same ? Verdict.SAME : Verdict.DIFFERENT);
        return new Rehearsal(verdict, gone, added, differences);
    }

    private static List<Problem> without(List<Problem> problems, List<Problem> others) {
        return problems.stream().filter(Predicate.not(others::contains)).toList();
    }

    /** What only one of the two writes is for the other as it was before. */
    private static List<Difference> differences(List<Change> now, List<Change> proposed) {
        Result left = new Result(withUntouched(now, proposed));
        Result right = new Result(withUntouched(proposed, now));
        Map<String, String> pairs = pairs(now, proposed);
        Map<String, String> names =
                pairs.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        List<Difference> differences = new ArrayList<>();
        references(now)
                .forEach(reference -> compare(
                        reference,
                        left.values(reference),
                        right.values(pairs.getOrDefault(reference, reference)),
                        names,
                        differences));
        references(proposed)
                .filter(reference -> !names.containsKey(reference))
                .filter(reference -> references(now).noneMatch(reference::equals))
                .forEach(reference ->
                        compare(reference, left.values(reference), right.values(reference), names, differences));
        return differences;
    }

    private static void compare(
            String reference,
            Map<String, String> now,
            Map<String, String> proposed,
            Map<String, String> names,
            List<Difference> differences) {
        Set<String> paths = new LinkedHashSet<>(now.keySet());
        paths.addAll(proposed.keySet());
        for (String path : paths) {
            Optional<String> is = Optional.ofNullable(now.get(path));
            Optional<String> would =
                    Optional.ofNullable(proposed.get(path)).map(value -> names.getOrDefault(value, value));
            if (!is.equals(would)) {
                differences.add(new Difference(reference, path, is, would));
            }
        }
    }

    private static List<Change> withUntouched(List<Change> changes, List<Change> others) {
        Set<String> written = references(changes).collect(Collectors.toSet());
        return Stream.concat(
                        changes.stream(),
                        others.stream()
                                .filter(other -> !written.contains(other.reference()))
                                .flatMap(other -> other.before().stream())
                                .map(before -> new Change(before, Optional.of(before))))
                .toList();
    }

    /** A new resource may be called otherwise when its number is another: then it is the one that is most like it. */
    private static Map<String, String> pairs(List<Change> now, List<Change> proposed) {
        return new Result(newOnly(now, proposed)).counterparts(new Result(newOnly(proposed, now)));
    }

    private static List<Change> newOnly(List<Change> changes, List<Change> others) {
        Set<String> known = references(others).collect(Collectors.toSet());
        return changes.stream()
                .filter(Change::isCreate)
                .filter(change -> !known.contains(change.reference()))
                .toList();
    }

    private static Stream<String> references(List<Change> changes) {
        return changes.stream().map(Change::reference);
    }
}
