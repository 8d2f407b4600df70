package org.practicehub.routes.outbound;

import java.nio.charset.Charset;
import java.util.Optional;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;

/**
 * What a receiver said of a message.
 *
 * @param code MSA-1, HL7 table 0008: {@code AA}
 * @param controlId MSA-2, the message that it is about
 * @param error ERR-3's code and the segment of ERR-2, without anything that could be a patient's; empty when it gave none
 */
record Answer(String code, String controlId, String error) {

    /** The answer to this control id; empty for bytes that are none. */
    static Optional<Answer> to(String controlId, byte[] frame, Charset charset) {
        return of(frame, charset).filter(answer -> answer.controlId().equals(controlId));
    }

    static Optional<Answer> of(byte[] frame, Charset charset) {
        return Message.read(frame, charset) instanceof Reading.Read read ? of(read.message()) : Optional.empty();
    }

    static Optional<Answer> of(Message message) {
        return message.optional("MSA")
                .map(msa -> new Answer(
                        msa.field(1).text(),
                        msa.field(2).text(),
                        message.optional("ERR").map(Answer::error).orElse("")));
    }

    /** The code alone: texts of other systems may quote what they refuse. */
    private static String error(Segment err) {
        String place = err.field(2).text();
        String code = err.field(3).component(1).text();
        return place.matches("[A-Z0-9]{3}") && code.matches("[0-9]{1,3}") ? code + " at " + place : code;
    }

    /** What a person is told of a refusal. */
    Problem problem() {
        return Problem.error(
                Code.REFUSED_ELSEWHERE,
                Place.of("MSA", 1),
                "The system answered " + code + (error.isEmpty() ? "." : ", error " + error + "."));
    }

    boolean isGood() {
        return code.equals("AA") || code.equals("CA");
    }

    /** The receiver will never take it: sending it again is of no use. */
    boolean isFinal() {
        return code.equals("AR") || code.equals("CR");
    }
}
