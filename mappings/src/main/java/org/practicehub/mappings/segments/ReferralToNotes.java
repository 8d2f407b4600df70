package org.practicehub.mappings.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.People;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/** RF1-23, NTE and OBX → ServiceRequest.note: what the referrer wrote and found, as one would read it aloud. */
public final class ReferralToNotes {

    private ReferralToNotes() {}

    /** The notes of a message in its order. */
    public static List<Annotation> map(Message message, Source source) {
        List<Annotation> notes = new ArrayList<>();
        for (Segment segment : message.segments()) {
            switch (segment.name()) {
                case "RF1" -> note(segment.field(23).runningText()).ifPresent(notes::add); // RF1-23
                case "NTE" -> nte(segment, source).ifPresent(notes::add);
                case "OBX" -> obx(segment, source).ifPresent(notes::add);
                default -> {}
            }
        }
        return notes;
    }

    private static Optional<Annotation> nte(Segment nte, Source source) {
        Optional<Annotation> note = note(nte.field(3).runningText()); // NTE-3
        note.ifPresent(annotation -> {
            People.named(nte.field(5).repetition(1), source).ifPresent(annotation::setAuthor); // NTE-5
            Times.dateTime(nte.field(6), source).ifPresent(annotation::setTimeElement); // NTE-6
        });
        return note;
    }

    /** A finding in words: what, how much, and how it is to be read. Documents are not findings. */
    private static Optional<Annotation> obx(Segment obx, Source source) {
        String value = ObxToAttachment.isData(obx) ? "" : value(obx);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String what = words(obx.field(3)); // OBX-3
        String how = Stream.of(value, words(obx.field(6)), flag(obx.field(8))) // OBX-5, OBX-6, OBX-8
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        Optional<Annotation> note = note(what.isEmpty() ? how : what + ": " + how);
        note.ifPresent(
                annotation -> Times.dateTime(obx.field(14), source).ifPresent(annotation::setTimeElement)); // OBX-14
        return note;
    }

    private static String value(Segment obx) {
        return switch (obx.field(2).text()) { // OBX-2
            case "TX", "FT", "ST" -> obx.field(5).runningText();
            default -> obx.field(5).repetitions().map(ReferralToNotes::words).collect(Collectors.joining(", "));
        };
    }

    private static String words(Field cwe) {
        return cwe.component(2).value().orElse(cwe.text());
    }

    private static String flag(Field codes) {
        return codes.value().map(code -> "(" + code + ")").orElse("");
    }

    private static Optional<Annotation> note(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new Annotation().setText(text));
    }
}
