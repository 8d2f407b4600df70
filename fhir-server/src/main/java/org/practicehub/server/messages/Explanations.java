package org.practicehub.server.messages;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.explain.Explained;
import org.practicehub.mappings.explain.Explanation;
import org.practicehub.mappings.explain.SentValue;
import org.practicehub.mappings.hl7v2.Dictionary;
import org.practicehub.mappings.problem.Place;
import org.practicehub.server.messages.MetRecords.Met;

/** An explanation as FHIR Parameters. */
final class Explanations {
    private final Met met;
    private final Map<Place, String> raw;

    private Explanations(Explanation explanation, Met met) {
        this.met = met;
        this.raw = explanation.sent().stream().collect(Collectors.toMap(SentValue::place, SentValue::raw));
    }

    static Parameters of(Explanation explanation, Met met, Predicate<Explained> wanted) {
        Parameters parameters = new Parameters();
        parameters.addParameter("record", new CodeType(met.isThen() ? "then" : "now"));
        explanation.translation().hold().ifPresent(why -> parameters.addParameter("held", new StringType(why.text())));
        Explanations out = new Explanations(explanation, met);
        explanation.values().stream()
                .filter(Explanations::isOfTheMessage)
                .filter(wanted)
                .forEach(value -> out.add(parameters.addParameter().setName("value"), value));
        explanation.sent().forEach(value -> add(parameters.addParameter().setName("sent"), value));
        return parameters;
    }

    /** What the record had already and the message says nothing of needs no explanation by it. */
    private static boolean isOfTheMessage(Explained value) {
        return value.isSent() || !value.before().equals(Optional.of(value.value()));
    }

    private void add(ParametersParameterComponent out, Explained value) {
        add(out, "reference", new Reference(value.resource()));
        Optional.ofNullable(met.written().get(value.resource()))
                .ifPresent(version -> add(out, "version", new StringType(version)));
        add(out, "path", new StringType(value.path()));
        add(out, "value", new StringType(value.value()));
        value.before().ifPresent(before -> add(out, "before", new StringType(before)));
        add(out, "changed", new BooleanType(!value.before().equals(Optional.of(value.value()))));
        value.rule().ifPresent(rule -> add(out, "rule", new StringType(rule)));
        value.from().forEach(place -> {
            ParametersParameterComponent source = out.addPart().setName("source");
            place(source, place);
            add(source, "raw", new StringType(raw.get(place)));
        });
    }

    private static void add(ParametersParameterComponent out, SentValue value) {
        place(out, value.place());
        add(out, "raw", new StringType(value.raw()));
        add(out, "fate", new CodeType(value.fate().code()));
        value.rule().ifPresent(rule -> add(out, "rule", new StringType(rule)));
    }

    /** As problems write it, and in parts. */
    private static void place(ParametersParameterComponent out, Place place) {
        add(out, "place", new StringType(place.toString()));
        Dictionary.fieldName(place.segment(), place.field()).ifPresent(name -> add(out, "name", new StringType(name)));
        add(out, "segment", new CodeType(place.segment()));
        add(out, "occurrence", new IntegerType(place.occurrence()));
        add(out, "field", new IntegerType(place.field()));
        part(out, "repetition", place.repetition());
        part(out, "component", place.component());
        part(out, "subcomponent", place.subcomponent());
    }

    private static void part(ParametersParameterComponent out, String name, int number) {
        if (number > 0) {
            add(out, name, new IntegerType(number));
        }
    }

    private static void add(ParametersParameterComponent out, String part, Type value) {
        if (!value.isEmpty()) {
            out.addPart().setName(part).setValue(value);
        }
    }
}
