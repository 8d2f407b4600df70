package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.People;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/** NTE → Annotation, for what has room for notes with author and time: results, orders. */
public final class Notes {

    private Notes() {}

    public static List<Annotation> of(Stream<Segment> notes, Source source) {
        return notes.flatMap(nte -> note(nte, source).stream()).toList();
    }

    private static Optional<Annotation> note(Segment nte, Source source) {
        String text = nte.field(3).runningText().strip(); // NTE-3
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Annotation note = new Annotation().setText(text);
        People.named(nte.field(5).repetition(1), source).ifPresent(note::setAuthor); // NTE-5
        Times.dateTime(nte.field(6), source).ifPresent(note::setTimeElement); // NTE-6
        return Optional.of(note);
    }
}
