package org.practicehub.mappings.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Attachments;
import org.practicehub.mappings.hl7v2.types.Attachments.Result;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;

/**
 * OBX and NTE → what a document consists of (5.5): data as they are, addresses, and all its text as one piece, a line an OBX.
 */
public final class ObxToAttachment {

    private static final Set<String> TEXT = Set.of("TX", "FT", "ST");
    private static final Set<String> DATA = Set.of("ED", "RP");

    private ObxToAttachment() {}

    /** Whether an OBX carries a document, whatever else it may stand among. */
    public static boolean isData(Segment obx) {
        return obx.name().equals("OBX") && DATA.contains(obx.field(2).text()); // OBX-2
    }

    /** The pieces in order, the text where its first line stands; the message is held when one cannot be taken. */
    public static List<Attachment> map(List<Segment> segments, Draft draft) {
        List<Attachment> pieces = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int textAt = 0;
        for (Segment segment : segments) {
            if (isData(segment)) {
                segment.field(5).repetitions().forEach(value -> data(segment, value, pieces, draft)); // OBX-5
            } else if (isText(segment)) {
                textAt = lines.isEmpty() ? pieces.size() : textAt;
                lines.add(line(segment));
            } else if (segment.name().equals("OBX") && segment.field(5).isPresent()) {
                draft.source()
                        .note(Problem.note(segment.field(5).place(), "This value is no part of the document's text."));
            }
        }
        String text = String.join("\n", lines).strip();
        if (!text.isEmpty()) {
            pieces.add(textAt, Attachments.text(text));
        }
        return pieces;
    }

    private static void data(Segment obx, Field value, List<Attachment> pieces, Draft draft) {
        Result result = obx.field(2).text().equals("ED")
                ? Attachments.encapsulated(value, draft.source())
                : Attachments.pointer(value, draft.source());
        if (result instanceof Result.Taken taken) {
            Attachment attachment = taken.attachment();
            if (!attachment.hasTitle()) {
                obx.field(3).component(2).ifPresent(attachment::setTitle); // OBX-3
            }
            pieces.add(attachment);
        } else if (result instanceof Result.Refused refused) {
            draft.hold(refused.problem());
        }
    }

    private static boolean isText(Segment segment) {
        return segment.name().equals("NTE")
                || segment.name().equals("OBX")
                        && TEXT.contains(segment.field(2).text());
    }

    private static String line(Segment segment) {
        return segment.name().equals("NTE")
                ? segment.field(3).runningText() // NTE-3
                : segment.field(5).runningText(); // OBX-5
    }
}
