package org.practicehub.mappings.segments;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Ratio;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.TimeType;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;

/**
 * OBX-5 → Observation.value[x], by the data type that OBX-2 names. What does not have the form of its type is kept in words:
 * a result is never lost.
 */
final class ObxToValue {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?|[+-]?\\.\\d{1,18}");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3])([0-5]\\d)([0-5]\\d)?.*");
    private static final Map<String, QuantityComparator> COMPARATORS = Map.of(
            "<", QuantityComparator.LESS_THAN,
            "<=", QuantityComparator.LESS_OR_EQUAL,
            ">", QuantityComparator.GREATER_THAN,
            ">=", QuantityComparator.GREATER_OR_EQUAL);

    private ObxToValue() {}

    /** An absent value leaves what is known (a status that changes need not repeat it), {@code ""} deletes it (G6). */
    static void apply(Segment obx, Observation observation, Source source) {
        Field value = obx.field(5); // OBX-5
        if (value.isCleared()) {
            observation.setValue(null);
        } else if (value.isPresent() && !ObxToAttachment.isData(obx)) {
            typed(obx, value, source).or(() -> words(obx, value)).ifPresent(observation::setValue);
        }
    }

    private static Optional<Type> typed(Segment obx, Field value, Source source) {
        return switch (obx.field(2).text()) { // OBX-2
            case "NM" -> number(value, obx, source);
            case "SN" -> structured(value, obx, source);
            case "CE", "CWE", "CF", "CNE", "IS", "ID" ->
                Codes.concept(value.repetition(1), source).map(Type.class::cast);
            case "DT", "TS", "DTM" -> Times.dateTime(value, source).map(Type.class::cast);
            case "TM" -> time(value);
            case "DR" ->
                Times.period(value.component(1), value.component(2), source).map(Type.class::cast);
            case "NR" -> range(value.component(1), value.component(2), obx, source);
            default -> Optional.empty();
        };
    }

    private static Optional<Type> words(Segment obx, Field value) {
        String text = obx.field(2).text().equals("SN")
                ? joined(value)
                : value.runningText().strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(new StringType(text));
    }

    private static Optional<Type> number(Field number, Segment obx, Source source) {
        Optional<Quantity> quantity = quantity(number, obx, source);
        if (quantity.isEmpty()) {
            source.warn(Code.DATA_TYPE, number, "This is no number; it was kept in words.");
        }
        return quantity.map(Type.class::cast);
    }

    private static Optional<Quantity> quantity(Field number, Segment obx, Source source) {
        return number.value().filter(text -> NUMBER.matcher(text).matches()).map(text -> {
            Quantity quantity = new Quantity().setValue(new BigDecimal(text));
            unit(obx.field(6), quantity, source);
            return quantity;
        });
    }

    /** OBX-6: a code only where the sender says that it is one of UCUM; else the unit is a word. */
    private static void unit(Field cwe, Quantity quantity, Source source) {
        cwe.component(2).value().or(cwe.component(1)::value).ifPresent(quantity::setUnit); // OBX-6
        if (cwe.component(3).text().equals("UCUM")) {
            Codes.concept(cwe, source)
                    .map(concept -> concept.getCoding().get(0))
                    .ifPresent(coding -> quantity.setSystem(coding.getSystem()).setCode(coding.getCode()));
        }
    }

    /** SN: a comparator and one or two numbers, with what stands between them. */
    private static Optional<Type> structured(Field sn, Segment obx, Source source) {
        Optional<Quantity> first = quantity(sn.component(2), obx, source);
        Optional<Quantity> second = quantity(sn.component(4), obx, source);
        String comparator = sn.component(1).text();
        boolean bare = comparator.isEmpty() || comparator.equals("=");
        if (first.isPresent() && second.isPresent() && bare) {
            return switch (sn.component(3).text()) {
                case "-" -> range(sn.component(2), sn.component(4), obx, source);
                case "/", ":" ->
                    Optional.of(new Ratio().setNumerator(first.get()).setDenominator(second.get()));
                default -> Optional.empty();
            };
        }
        boolean alone = sn.component(3).isAbsent() && sn.component(4).isAbsent();
        Optional<QuantityComparator> known = Optional.ofNullable(COMPARATORS.get(comparator));
        return alone && (bare || known.isPresent())
                ? first.<Type>map(quantity -> known.map(quantity::setComparator).orElse(quantity))
                : Optional.empty();
    }

    private static Optional<Type> range(Field low, Field high, Segment obx, Source source) {
        Range range = new Range();
        quantity(low, obx, source).ifPresent(range::setLow);
        quantity(high, obx, source).ifPresent(range::setHigh);
        return range.isEmpty() ? Optional.empty() : Optional.of(range);
    }

    private static Optional<Type> time(Field tm) {
        var matcher = TIME.matcher(tm.text());
        return matcher.matches()
                ? Optional.of(new TimeType(matcher.group(1) + ":" + matcher.group(2) + ":"
                        + Optional.ofNullable(matcher.group(3)).orElse("00")))
                : Optional.empty();
    }

    private static String joined(Field sn) {
        return IntStream.rangeClosed(1, 4)
                .mapToObj(part -> sn.component(part).text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
