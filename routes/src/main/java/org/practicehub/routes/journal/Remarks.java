package org.practicehub.routes.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.journal.JournalEntry.Remark;

/** Problems as the journal keeps them. */
public final class Remarks {
    private static final TypeReference<List<Remark>> LIST = new TypeReference<>() {};
    private static final ObjectMapper JSON = new ObjectMapper();

    private Remarks() {}

    public static String write(List<Problem> problems) {
        List<Remark> remarks = problems.stream()
                .map(problem -> new Remark(
                        problem.code().name(),
                        problem.severity().name().toLowerCase(Locale.ROOT),
                        problem.place().toString(),
                        problem.text(),
                        problem.table()))
                .toList();
        try {
            return JSON.writeValueAsString(remarks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("problems cannot be written down", e);
        }
    }

    static List<Remark> read(String json) {
        try {
            return JSON.readValue(json, LIST);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal's problems cannot be read", e);
        }
    }
}
