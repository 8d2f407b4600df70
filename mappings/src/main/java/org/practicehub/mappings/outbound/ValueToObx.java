package org.practicehub.mappings.outbound;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Ratio;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.TimeType;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.hl7v2.types.Systems;

/**
 * Observation.value[x] → OBX-2, OBX-5 and OBX-6, in the data types of the version that the receiver takes. What v2 has no type
 * for is told in words: a result is never lost.
 */
final class ValueToObx {

    private static final int WHOLE_DAY = 10;

    private final boolean hasCwe;
    private final boolean hasDtm;
    private final Values values;
    private final Writer out;

    /** A value as it stands in OBX-2, OBX-5 and OBX-6. */
    record Written(String type, String value, String units) {}

    ValueToObx(Sending sending, Values values, Writer out) {
        this.hasCwe = sending.version().compareTo("2.5") >= 0;
        this.hasDtm = sending.version().compareTo("2.6") >= 0;
        this.values = values;
        this.out = out;
    }

    Optional<Written> write(Type value) {
        // FHIR R4 section 2.24.0.1: a primitive may say by an extension why it has no value.
        if (value.isPrimitive() && !value.hasPrimitiveValue()) {
            return Optional.empty();
        }
        if (value instanceof Quantity quantity) {
            return quantity(quantity);
        } else if (value instanceof CodeableConcept concept) {
            return Optional.of(coded(values.coded(concept, "OBX-5", "")));
        } else if (value instanceof StringType text) {
            return Optional.of(words(text.getValue()));
        } else if (value instanceof BooleanType yes) {
            return Optional.of(
                    coded(yes.booleanValue() ? out.parts("Y", "Yes", "HL70136") : out.parts("N", "No", "HL70136")));
        } else if (value instanceof IntegerType number) {
            return Optional.of(new Written("NM", number.getValueAsString(), ""));
        } else if (value instanceof Range range) {
            return range(range);
        } else if (value instanceof Ratio ratio) {
            return Optional.of(ratio(ratio));
        } else if (value instanceof DateTimeType at) {
            return Optional.of(time(at));
        } else if (value instanceof TimeType time) {
            return Optional.of(new Written("TM", time.getValue().replace(":", ""), ""));
        }
        return value instanceof Period period
                ? Optional.of(new Written("DR", values.when(period), ""))
                : Optional.empty();
    }

    private Written coded(String cwe) {
        return new Written(hasCwe ? "CWE" : "CE", cwe, "");
    }

    private Written words(String text) {
        return text.contains("\n")
                ? new Written("TX", values.running(text), "")
                : new Written("ST", values.text(text), "");
    }

    private Optional<Written> quantity(Quantity quantity) {
        if (quantity.getValue() == null) {
            return Optional.empty();
        }
        String number = number(quantity);
        return Optional.of(
                quantity.getComparator() != null
                        ? new Written(
                                "SN",
                                out.parts(quantity.getComparator().toCode(), number), // SN-1, SN-2
                                units(quantity))
                        : new Written("NM", number, units(quantity)));
    }

    private Optional<Written> range(Range range) {
        if (says(range.getLow()) && says(range.getHigh())) {
            return Optional.of(new Written(
                    "SN",
                    out.parts("", number(range.getLow()), "-", number(range.getHigh())), // SN-2 to SN-4
                    units(range.getLow())));
        }
        return says(range.getLow())
                ? Optional.of(new Written("SN", out.parts(">=", number(range.getLow())), units(range.getLow())))
                : Optional.of(range.getHigh())
                        .filter(ValueToObx::says)
                        .map(high -> new Written("SN", out.parts("<=", number(high)), units(high)));
    }

    /** One unit for both, or none: else the ratio is told in words. */
    private Written ratio(Ratio ratio) {
        Quantity above = ratio.getNumerator();
        Quantity below = ratio.getDenominator();
        boolean plain = says(above)
                && says(below)
                && !above.hasComparator()
                && !below.hasComparator()
                && units(above).equals(units(below));
        return plain
                ? new Written("SN", out.parts("", number(above), ":", number(below)), units(above)) // SN-2 to SN-4
                : words(inWords(above) + " / " + inWords(below));
    }

    private static String inWords(Quantity quantity) {
        String comparator =
                quantity.getComparator() != null ? quantity.getComparator().toCode() : "";
        String number = number(quantity);
        String unit = Optional.ofNullable(quantity.getUnit())
                .or(() -> Optional.ofNullable(quantity.getCode()))
                .orElse("");
        return (comparator + number + " " + unit).strip();
    }

    private Written time(DateTimeType at) {
        String value = values.time(at);
        boolean day = at.getValueAsString().length() == WHOLE_DAY;
        return new Written(day ? "DT" : hasDtm ? "DTM" : "TS", value, "");
    }

    private static String number(Quantity quantity) {
        return Values.number(quantity.getValue());
    }

    private static boolean says(Quantity quantity) {
        return quantity.getValue() != null;
    }

    /** A code only where it is one of UCUM; else the unit is a word. */
    private String units(Quantity quantity) {
        boolean coded = quantity.hasCode()
                && "UCUM".equals(Systems.codingName(quantity.getSystem()).orElse(""));
        return coded
                ? out.components(List.of(values.text(quantity.getCode()), values.text(quantity.getUnit()), "UCUM"))
                : values.text(quantity.hasUnit() ? quantity.getUnit() : quantity.getCode());
    }
}
