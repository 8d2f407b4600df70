package org.practicehub.mappings.scheduling;

import java.util.Arrays;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.segments.ArqToTask;

/** What may be asked of an appointment that is booked: inputs of the desk's Task, by the words they have there. */
enum Asked {
    /** When it was asked: by it a message that comes again is told from one that insists. */
    AT("Asked at"),
    TIME("Wanted time"),
    MINUTES("Wanted minutes"),
    SERVICE("Wanted service"),
    TAKES_PART("Wanted to take part"),
    NO_LONGER("No longer wanted"),
    REASON("Wanted reason"),
    TYPE("Wanted type"),
    NOTE("Requester's note"),
    WHY("Why");

    private final String words;

    Asked(String words) {
        this.words = words;
    }

    ParameterComponent of(Type value) {
        return ArqToTask.input(words, value);
    }

    boolean names(ParameterComponent input) {
        return words.equals(input.getType().getText());
    }

    static boolean isOne(ParameterComponent input) {
        return Arrays.stream(values()).anyMatch(asked -> asked.names(input));
    }
}
