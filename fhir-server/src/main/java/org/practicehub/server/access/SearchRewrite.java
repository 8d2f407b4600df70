package org.practicehub.server.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Adds to a search what the caller is confined to, so that rows, pages and totals are theirs alone. What a search cannot say is
 * left to {@link Visibility}, which drops rows; totals are then not told.
 */
final class SearchRewrite {
    private SearchRewrite() {}

    /**
     * What is to be added.
     *
     * @param added parameters, each once more beside what was asked: all must hold
     * @param exact whether the search then finds what may be seen and nothing else
     */
    record Narrowed(Map<String, String> added, boolean exact) {
        static final Narrowed NOT = new Narrowed(Map.of(), true);

        /** The parameters of the search with what is added. */
        Map<String, String[]> to(Map<String, String[]> asked) {
            Map<String, String[]> all = new HashMap<>(asked);
            added.forEach((name, value) -> all.merge(name, new String[] {value}, (before, more) -> {
                List<String> values = new ArrayList<>(List.of(before));
                values.addAll(List.of(more));
                return values.toArray(String[]::new);
            }));
            return all;
        }
    }

    static Narrowed narrow(Access access, String type) {
        List<Opening> openings = access.openings('s', type).toList();
        if (openings.stream().anyMatch(Opening::isUnfiltered)) {
            return Narrowed.NOT;
        }
        List<Map<String, String>> choices = new ArrayList<>();
        boolean exact = true;
        for (Opening opening : openings) {
            Map<String, String> conditions = new LinkedHashMap<>();
            for (Filter filter : opening.filters()) {
                Optional<Map.Entry<String, String>> condition = filter.asSearch(type);
                exact &= condition.isPresent();
                // Two conditions of one name cannot be joined by a comma, which means either.
                exact &= condition
                        .map(one -> !conditions.containsKey(one.getKey()))
                        .orElse(true);
                condition.ifPresent(one -> conditions.putIfAbsent(one.getKey(), one.getValue()));
            }
            choices.add(conditions);
        }
        return choose(choices, exact);
    }

    /** What all choices have in common; and where they differ in one parameter alone, either of its values. */
    private static Narrowed choose(List<Map<String, String>> choices, boolean exact) {
        Map<String, String> common = new LinkedHashMap<>(choices.get(0));
        choices.forEach(choice -> common.entrySet().retainAll(choice.entrySet()));
        List<Map<String, String>> rest = choices.stream()
                .map(choice -> {
                    Map<String, String> left = new HashMap<>(choice);
                    left.keySet().removeAll(common.keySet());
                    return left;
                })
                .toList();
        if (rest.stream().anyMatch(Map::isEmpty)) {
            return new Narrowed(common, exact);
        }
        Set<String> names =
                rest.stream().flatMap(left -> left.keySet().stream()).collect(Collectors.toSet());
        if (names.size() > 1) {
            return new Narrowed(common, false);
        }
        String name = names.iterator().next();
        Set<String> values = new TreeSet<>();
        rest.forEach(left -> values.add(left.getOrDefault(name, "")));
        Map<String, String> added = new LinkedHashMap<>(common);
        added.put(name, String.join(",", values));
        return new Narrowed(added, exact);
    }
}
