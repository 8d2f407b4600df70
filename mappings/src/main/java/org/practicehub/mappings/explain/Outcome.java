package org.practicehub.mappings.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.Provenance;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;

/**
 * What becomes of the bytes of a message under one feed.
 *
 * @param problems what was wrong; what it is held or refused for comes first
 * @param changes what it writes, without the Provenance, which says the same of every message; none unless it is translated
 */
record Outcome(Kind kind, List<Problem> problems, List<Change> changes) {

    /** How far a message comes. */
    enum Kind {
        TRANSLATED,
        /** It waits for a person. */
        HELD,
        /** Its sender is told that it is not taken. */
        REFUSED,
        /** It is taken, and of a type that is not translated. */
        IGNORED
    }

    static Outcome of(byte[] bytes, Context context, PresentRecord record) {
        Reading reading = Message.read(bytes, context.feed().charset());
        if (reading instanceof Reading.NotHl7 bad) {
            return new Outcome(Kind.REFUSED, List.of(bad.problem()), List.of());
        }
        return of((Reading.Read) reading, context, record);
    }

    private static Outcome of(Reading.Read read, Context context, PresentRecord record) {
        Message message = read.message();
        List<Problem> problems = new ArrayList<>(read.warnings());
        problems.addAll(Acceptance.check(message, context.feed()));
        if (!context.feed().match().accepts(message)) {
            problems.add(Problem.error(
                    Code.TYPE_UNSUPPORTED, Place.of("MSH", 3), "The feed's 'match' does not take this message."));
        }
        if (problems.stream().anyMatch(Problem::isError)) {
            return new Outcome(
                    Kind.REFUSED,
                    problems.stream()
                            .sorted(Comparator.comparing(Problem::severity))
                            .toList(),
                    List.of());
        }
        return Translations.of(message)
                .map(translator -> translator.translate(message, context, record))
                .map(translation -> of(translation, problems))
                .orElseGet(() -> new Outcome(Kind.IGNORED, List.copyOf(problems), List.of()));
    }

    private static Outcome of(Translation translation, List<Problem> problems) {
        translation.hold().ifPresent(problems::add);
        problems.addAll(translation.problems());
        List<Change> changes = translation.changes().stream()
                .filter(change -> !(change.resource() instanceof Provenance))
                .toList();
        return new Outcome(
                translation.hold().isPresent() ? Kind.HELD : Kind.TRANSLATED, List.copyOf(problems), changes);
    }
}
