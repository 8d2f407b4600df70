package org.practicehub.mappings.hl7v2;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;

/**
 * The answer to a message (HL7 section 2.8; G22 to G26). Built anew from the header it answers: nothing of the sender's is
 * echoed but what the standard says, and never patient data. Time and control id are the caller's.
 */
public final class Acknowledgement {

    private Acknowledgement() {}

    /**
     * The answer on the connection that the message came by; empty where the sender asked for none.
     *
     * @param problems what was found: an error makes the answer negative, a warning goes along with it
     * @param at when the answer is made
     * @param controlId MSH-10 of the answer, new each time
     */
    public static Optional<byte[]> of(
            Message message, Feed feed, List<Problem> problems, Instant at, String controlId) {
        return AckMode.onTheSocket(message, feed)
                .code(verdict(problems))
                .map(code -> answer(message, feed, code, problems, at, controlId));
    }

    /**
     * The application acknowledgement that enhanced mode asks for by MSH-16: a message of its own, sent by us when the work
     * is done. Empty where the sender asked for none, or works in original mode.
     */
    public static Optional<byte[]> ofApplication(
            Message message, Feed feed, List<Problem> problems, Instant at, String controlId) {
        return AckMode.application(message)
                .code(verdict(problems))
                .map(code -> answer(message, feed, code, problems, at, controlId));
    }

    /** The answer to bytes that are no message, if the feed wants them answered: a rejection that names no message (G1). */
    public static Optional<byte[]> ofNotHl7(Reading.NotHl7 reading, Feed feed, Instant at, String controlId) {
        if (!feed.answerNotHl7()) {
            return Optional.empty();
        }
        Writer out = Writer.usual();
        out.header(
                List.of("", "", "", "", Reply.time(at, feed), "", "ACK", controlId, "P", new Version("").answered()));
        out.segment("MSA", List.of("AR"));
        AckErrors.write(out, List.of(reading.problem()), new Version(""));
        return Optional.of(out.message().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Code.Answer verdict(List<Problem> problems) {
        return problems.stream()
                .filter(Problem::isError)
                .map(problem -> problem.code().answer())
                .max(Enum::compareTo)
                .orElse(Code.Answer.AA);
    }

    private static byte[] answer(
            Message message, Feed feed, String code, List<Problem> problems, Instant at, String controlId) {
        Version version = new Version(message.version());
        Reply reply = new Reply(message, feed);
        Writer out = reply.body();
        out.segment("MSA", msa(code, message.header().field(10).raw(), problems, version, out));
        AckErrors.write(out, problems, version);
        return reply.bytes(type(message, version, out), at, controlId);
    }

    private static List<String> msa(
            String code, String controlId, List<Problem> problems, Version version, Writer out) {
        Optional<Problem> first = problems.stream().filter(Problem::isError).findFirst();
        // MSA-3 is the standard's text message up to 2.6 and withdrawn from 2.7 on (G24).
        String text = version.isBefore("2.7") ? first.map(Problem::text).orElse("") : "";
        return List.of(code, controlId, out.text(text)); // MSA-1, MSA-2, MSA-3
    }

    private static String type(Message message, Version version, Writer out) {
        boolean plain = version.isBefore("2.3.1") || message.trigger().isEmpty();
        return plain ? "ACK" : out.parts("ACK", message.trigger(), "ACK");
    }
}
