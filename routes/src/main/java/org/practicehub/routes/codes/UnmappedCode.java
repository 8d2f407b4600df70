package org.practicehub.routes.codes;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/**
 * A code of a sender's own that nobody has explained.
 *
 * @param field whose code it is, {@code PV1-10}
 * @param tables the HL7 tables in which it is not found
 * @param display the sender's words for it; empty when it gives none
 * @param messages in which it came and which can be applied again, newest first
 * @param last when the newest of them came
 */
public record UnmappedCode(
        String field, SortedSet<String> tables, String local, String display, List<Long> messages, Instant last) {}
