package org.practicehub.mappings.outbound;

import java.util.List;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Practitioner;
import org.practicehub.mappings.hl7v2.Writer;

/** Annotation → NTE: who wrote what, and when. */
final class AnnotationToNte {

    private AnnotationToNte() {}

    static void write(List<Annotation> notes, Directory directory, Values values, Writer out) {
        int set = 1;
        for (Annotation note : notes) {
            if (note.hasText()) {
                out.segment(
                        "NTE",
                        List.of(
                                Integer.toString(set++), // NTE-1
                                "",
                                values.running(note.getText()), // NTE-3
                                "",
                                author(note, directory, values, out), // NTE-5
                                note.hasTime() ? values.time(note.getTimeElement()) : "")); // NTE-6
            }
        }
    }

    /** By number and name as far as the note says them. */
    private static String author(Annotation note, Directory directory, Values values, Writer out) {
        if (note.hasAuthorStringType()) {
            return out.parts("", note.getAuthorStringType().getValue()); // XCN-2
        }
        return note.hasAuthorReference()
                ? directory
                        .find(note.getAuthorReference(), Practitioner.class)
                        .map(values::person)
                        .orElseGet(() -> values.named(note.getAuthorReference()))
                : "";
    }
}
