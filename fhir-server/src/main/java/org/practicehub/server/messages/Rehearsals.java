package org.practicehub.server.messages;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.explain.Rehearsal;
import org.practicehub.mappings.explain.Rehearsal.Difference;
import org.practicehub.mappings.explain.Rehearsal.Verdict;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.problem.Problem;

/** Rehearsals as FHIR Parameters: counted, and told where something would differ. */
final class Rehearsals {
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final List<ParametersParameterComponent> told = new ArrayList<>();
    private final String feed;
    private int messages;

    Rehearsals(String feed) {
        this.feed = feed;
    }

    void samples(List<ConfigurationError> mistakes) {
        mistakes.forEach(mistake -> {
            ParametersParameterComponent out = new ParametersParameterComponent().setName("sample");
            out.addPart().setName("file").setValue(new StringType(mistake.file()));
            out.addPart().setName("text").setValue(new StringType(mistake.text()));
            told.add(out);
        });
    }

    /** The header tells whose message it is, to who reads the answer and to the audit trail. */
    void add(MessageHeader header, Rehearsal rehearsal) {
        messages++;
        counts.merge(rehearsal.verdict(), 1, Integer::sum);
        if (rehearsal.verdict() == Verdict.SAME) {
            return;
        }
        ParametersParameterComponent out = new ParametersParameterComponent().setName("message");
        out.addPart().setName("header").setResource(header);
        out.addPart().setName("verdict").setValue(new CodeType(code(rehearsal.verdict())));
        rehearsal.gone().forEach(problem -> add(out, "gone", problem));
        rehearsal.added().forEach(problem -> add(out, "added", problem));
        rehearsal.differences().forEach(difference -> add(out, difference));
        told.add(out);
    }

    private static void add(ParametersParameterComponent message, String change, Problem problem) {
        ParametersParameterComponent out = message.addPart().setName("problem");
        out.addPart().setName("change").setValue(new CodeType(change));
        out.addPart()
                .setName("severity")
                .setValue(new CodeType(problem.severity().fhir().toCode()));
        out.addPart().setName("place").setValue(new StringType(problem.place().toString()));
        out.addPart().setName("text").setValue(new StringType(problem.text()));
    }

    private static void add(ParametersParameterComponent message, Difference difference) {
        ParametersParameterComponent out = message.addPart().setName("difference");
        out.addPart().setName("reference").setValue(new Reference(difference.reference()));
        out.addPart().setName("path").setValue(new StringType(difference.path()));
        difference.now().ifPresent(value -> out.addPart().setName("now").setValue(new StringType(value)));
        difference
                .proposed()
                .ifPresent(value -> out.addPart().setName("proposed").setValue(new StringType(value)));
    }

    /**
     * All of it.
     *
     * @param next the last message that was tried, when there may be older ones
     */
    Parameters parameters(Optional<Long> next) {
        Parameters parameters = new Parameters();
        parameters.addParameter("feed", new CodeType(feed));
        parameters.addParameter("messages", new IntegerType(messages));
        for (Verdict verdict : Verdict.values()) {
            parameters.addParameter(code(verdict), new IntegerType(counts.getOrDefault(verdict, 0)));
        }
        next.ifPresent(last -> parameters.addParameter("next", new StringType(Long.toString(last))));
        told.forEach(parameters::addParameter);
        return parameters;
    }

    private static String code(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
