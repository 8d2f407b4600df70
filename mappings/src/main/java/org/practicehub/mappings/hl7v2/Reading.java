package org.practicehub.mappings.hl7v2;

import java.util.List;
import org.practicehub.mappings.problem.Problem;

/** What came of reading a frame: a message, or bytes that are none. */
public sealed interface Reading {

    /**
     * A message that could be read.
     *
     * @param warnings what had to be assumed or repaired to read it, such as the character set
     */
    record Read(Message message, List<Problem> warnings) implements Reading {}

    /** Bytes in which no MSH segment with delimiters could be found. */
    record NotHl7(Problem problem) implements Reading {}
}
