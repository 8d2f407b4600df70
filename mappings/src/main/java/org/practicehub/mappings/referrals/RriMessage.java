package org.practicehub.mappings.referrals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reply;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.terms.CodeTable;

/**
 * The answer to a referral, and to a question about one: RRI in the words of the REF that it answers (R3; section 11.5 of the
 * standard). Pure: time and control id are the caller's, and so is the sending.
 */
public final class RriMessage {

    private static final CodeTable STATUS = CodeTable.named("0283-inverse");

    private RriMessage() {}

    /**
     * How the referral stands.
     *
     * @param original the REF that brought it, or asks about it
     * @param at when the answer is made
     * @param controlId MSH-10 of the answer; the same one when it is sent again
     */
    public static byte[] of(
            Task task, ServiceRequest request, Message original, Feed feed, Instant at, String controlId) {
        Reply reply = new Reply(original, feed);
        Writer out = reply.body();
        out.segment("MSA", List.of("AA", original.header().field(10).raw())); // MSA-1, MSA-2
        original.optional("RF1").ifPresent(rf1 -> out.segment("RF1", rf1(rf1, task, out)));
        original.segments().stream()
                .filter(segment -> List.of("PRD", "PID").contains(segment.name()))
                .forEach(out::copy);
        texts(task, request).forEach(text -> out.segment("NTE", List.of("", "", out.text(text)))); // NTE-3
        return bytes(reply, original, at, controlId);
    }

    /** The answer to a question (REF^I15): how the referral stands that it names, or that there is none. */
    public static byte[] answering(
            Message question, Context context, PresentRecord record, Instant at, String controlId) {
        Draft draft = new Draft(question, context, record);
        Optional<ServiceRequest> request = question.optional("RF1").flatMap(rf1 -> Referral.find(rf1, draft));
        return request.flatMap(found -> Referral.taskOf(found, draft)
                        .map(task -> of(task, found, question, context.feed(), at, controlId)))
                .orElseGet(() -> ofUnknown(question, context.feed(), at, controlId));
    }

    /** The answer to a question about a referral that the record does not have. */
    static byte[] ofUnknown(Message original, Feed feed, Instant at, String controlId) {
        Reply reply = new Reply(original, feed);
        reply.body().segment("MSA", List.of("AE", original.header().field(10).raw())); // MSA-1, MSA-2
        reply.errors(List.of(Problem.error(Code.UNKNOWN_KEY, Place.of("RF1", 6), "The referral is not known.")));
        original.optional("RF1").ifPresent(reply.body()::copy);
        return bytes(reply, original, at, controlId);
    }

    private static byte[] bytes(Reply reply, Message original, Instant at, String controlId) {
        return reply.bytes("RRI", original.trigger(), "RRI_I12", at, controlId);
    }

    /** RF1-1 is ours; the rest says which referral it is, as the referrer said it. */
    private static List<String> rf1(Segment sent, Task task, Writer out) {
        List<String> fields = new ArrayList<>();
        fields.add(status(task, out)); // RF1-1
        for (int n = 2; n <= 11; n++) {
            fields.add(sent.field(n).raw()); // RF1-2 to RF1-11
        }
        return fields;
    }

    private static String status(Task task, Writer out) {
        boolean expired = ReferralStates.EXPIRED.equals(task.getBusinessStatus().getText());
        return expired
                ? out.parts("E", "Expired", "HL70283")
                : STATUS.find(task.getStatus().toCode())
                        .map(entry -> out.parts(entry.code(), entry.display(), entry.system()))
                        .orElse("");
    }

    /** What the desk says to it: why, and what it noted for the referrer. The order's notes are the referrer's own. */
    private static Stream<String> texts(Task task, ServiceRequest request) {
        return Stream.concat(
                        Optional.of(task.getStatusReason()).flatMap(RriMessage::words).stream(),
                        task.getNote().stream().map(Annotation::getText).flatMap(Stream::ofNullable))
                .filter(text -> request.getNote().stream().noneMatch(note -> text.equals(note.getText())));
    }

    private static Optional<String> words(CodeableConcept reason) {
        return Stream.concat(
                        Stream.ofNullable(reason.getText()),
                        reason.getCoding().stream().flatMap(coding -> Stream.ofNullable(coding.getDisplay())))
                .findFirst();
    }
}
