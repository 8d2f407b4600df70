package org.practicehub.mappings.explain;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.practicehub.mappings.problem.Place;

/**
 * What messages of one feed lose on their way, counted by type and field. It knows no value: only where values stood and what
 * became of them.
 */
public final class LossReport {

    private final Map<String, TypeCount> types = new TreeMap<>();

    /** Counts one message. The type is as it is told later: {@code ADT^A04}. */
    public void add(String type, List<SentValue> sent) {
        TypeCount counted = types.computeIfAbsent(type, any -> new TypeCount());
        counted.messages++;
        for (SentValue value : sent) {
            FieldCount field = counted.fields.computeIfAbsent(position(value.place()), any -> new FieldCount());
            field.values.merge(value.fate(), 1, Integer::sum);
            value.rule().ifPresent(rule -> field.rule = Optional.of(rule));
        }
    }

    /**
     * A type's messages.
     *
     * @param fields what is lost most comes first: dropped, then only read, then kept as words
     */
    public record OfType(String type, int messages, List<OfField> fields) {

        /** How many values of all fields had this fate. */
        public int count(Fate fate) {
            return fields.stream().mapToInt(field -> field.count(fate)).sum();
        }
    }

    /**
     * One field, component or subcomponent, of whichever segment and repetition: {@code PID-11.9}.
     *
     * @param rule the line of the feed's file that dropped it, if one did
     */
    public record OfField(String position, Map<Fate, Integer> values, Optional<String> rule) {

        public int count(Fate fate) {
            return values.getOrDefault(fate, 0);
        }

        /** How many values stood there, whatever became of them. */
        public int all() {
            return values.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    public List<OfType> types() {
        return types.entrySet().stream()
                .map(type -> new OfType(type.getKey(), type.getValue().messages, fields(type.getValue())))
                .toList();
    }

    private static List<OfField> fields(TypeCount type) {
        return type.fields.entrySet().stream()
                .map(field -> new OfField(field.getKey(), Map.copyOf(field.getValue().values), field.getValue().rule))
                .sorted(Comparator.comparing((OfField field) -> field.count(Fate.DROPPED))
                        .thenComparing(field -> field.count(Fate.READ))
                        .thenComparing(field -> field.count(Fate.KEPT))
                        .reversed())
                .toList();
    }

    private static String position(Place place) {
        return new Place(place.segment(), 1, place.field(), 0, place.component(), place.subcomponent()).toString();
    }

    private static final class TypeCount {
        private int messages;
        private final Map<String, FieldCount> fields = new TreeMap<>();
    }

    private static final class FieldCount {
        private final Map<Fate, Integer> values = new EnumMap<>(Fate.class);
        private Optional<String> rule = Optional.empty();
    }
}
