package org.practicehub.mappings.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.practicehub.mappings.record.Change;

/** What one translation has in hand at its end, as values. */
final class Result {

    /** A value of a resource. */
    record At(String resource, String path) {}

    private final Map<String, Map<String, String>> resources = new LinkedHashMap<>();

    Result(List<Change> inHand) {
        inHand.forEach(change -> resources.put(change.reference(), Leaves.of(change.resource())));
    }

    /** The values that another translation has otherwise. */
    record Differences(Set<At> sameResource, Set<At> otherResource) {

        boolean isEmpty() {
            return sameResource.isEmpty() && otherResource.isEmpty();
        }
    }

    /**
     * The values that the other translation has not, or has otherwise; apart, those of a resource in whose place the other has
     * another one. A resource in whose place there is none says nothing: whether it is there is another question than what
     * stands in it.
     */
    Differences otherIn(Result other) {
        Differences different = new Differences(new LinkedHashSet<>(), new LinkedHashSet<>());
        counterparts(other).forEach((reference, counterpart) -> {
            Set<At> found = reference.equals(counterpart) ? different.sameResource() : different.otherResource();
            Map<String, String> there = other.values(counterpart);
            values(reference).forEach((path, value) -> {
                if (!value.equals(there.get(path))) {
                    found.add(new At(reference, path));
                }
            });
        });
        return different;
    }

    Map<String, String> values(String reference) {
        return resources.getOrDefault(reference, Map.of());
    }

    private record Pair(String mine, String theirs, double likeness) {}

    /** Each resource's counterpart: the one most like it of its type, if that has half of its values. */
    Map<String, String> counterparts(Result other) {
        List<Pair> candidates = new ArrayList<>();
        resources.keySet().forEach(mine -> other.resources.keySet().stream()
                .filter(theirs -> type(theirs).equals(type(mine)))
                .forEach(theirs ->
                        candidates.add(new Pair(mine, theirs, likeness(values(mine), other.values(theirs))))));
        candidates.sort(Comparator.comparing(Pair::likeness).reversed().thenComparing(pair -> !pair.mine()
                .equals(pair.theirs())));
        Map<String, String> pairs = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Pair pair : candidates) {
            boolean likely = pair.likeness() >= 0.5 || pair.mine().equals(pair.theirs());
            if (likely && !pairs.containsKey(pair.mine()) && taken.add(pair.theirs())) {
                pairs.put(pair.mine(), pair.theirs());
            }
        }
        return pairs;
    }

    private static double likeness(Map<String, String> mine, Map<String, String> theirs) {
        long same = mine.entrySet().stream()
                .filter(value -> value.getValue().equals(theirs.get(value.getKey())))
                .count();
        return mine.isEmpty() ? 0 : (double) same / mine.size();
    }

    private static String type(String reference) {
        return reference.substring(0, reference.indexOf('/'));
    }
}
