package org.practicehub.mappings.hl7v2;

import java.util.List;
import java.util.Locale;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;

/** The ERR segments of an answer: one a problem from version 2.5 on, before that one with a repetition a problem (G25). */
final class AckErrors {

    private static final String TABLE = "HL70357";

    private AckErrors() {}

    static void write(Writer out, List<Problem> problems, Version version) {
        List<Problem> told =
                problems.stream().filter(p -> p.code() != Code.NOTE).toList();
        if (told.isEmpty()) {
            return;
        }
        if (version.isBefore("2.5")) {
            List<String> places =
                    told.stream().map(problem -> place(problem, out)).toList();
            out.segment("ERR", List.of(out.repetitions(places)));
        } else {
            told.forEach(problem -> out.segment("ERR", fields(problem, out)));
        }
    }

    /** ERR-1: segment, sequence, field, and the code as a coded element one level down. */
    private static String place(Problem problem, Writer out) {
        Code code = problem.code();
        int field = problem.place().field();
        return out.components(List.of(
                problem.place().segment(),
                String.valueOf(problem.place().occurrence()),
                field == 0 ? "" : String.valueOf(field),
                out.subparts(String.valueOf(code.hl7()), code.hl7Text(), TABLE)));
    }

    private static List<String> fields(Problem problem, Writer out) {
        Code code = problem.code();
        return List.of(
                "", // ERR-1, withdrawn
                problem.place().err2(out.componentSeparator()), // ERR-2
                out.parts(String.valueOf(code.hl7()), code.hl7Text(), TABLE), // ERR-3
                problem.severity().hl7(), // ERR-4
                "", // ERR-5
                "", // ERR-6
                out.text(code.name().toLowerCase(Locale.ROOT).replace('_', '-')), // ERR-7
                out.text(problem.text())); // ERR-8
    }
}
