package org.practicehub.routes.inbound;

import java.util.Optional;
import org.practicehub.mappings.problem.Problem;

/**
 * What came of bytes that were heard, on whatever way they came.
 *
 * @param answer an acknowledgement, or a batch of them; empty where the sender wants none
 * @param stored whether all of it is safe in the journal: what is not has to come again, and may, because the rest is known
 * @param unreadable why there is no message in it at all
 */
public record Heard(Optional<byte[]> answer, boolean stored, Optional<Problem> unreadable) {}
