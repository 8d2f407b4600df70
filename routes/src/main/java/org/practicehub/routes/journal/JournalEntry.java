package org.practicehub.routes.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.practicehub.routes.journal.Rework.Decision;

/** A message as the journal shows it, without its bytes. */
public record JournalEntry(
        long id,
        String feed,
        String direction,
        Instant receivedAt,
        String application,
        String facility,
        String controlId,
        String type,
        String event,
        String structure,
        String version,
        MessageState state,
        Optional<String> acknowledgement,
        Optional<Instant> settledAt,
        int attempts,
        int duplicates,
        Optional<Long> reuses,
        Optional<String> patient,
        List<Remark> problems,
        Optional<Long> replaces,
        Optional<Long> replacedBy,
        Decision decision) {

    /** Whether it leaves. */
    public boolean isOut() {
        return direction.equals("out");
    }

    /**
     * A problem as it was written down: HL7's code for it, how bad, where, and a sentence.
     *
     * @param table the HL7 table in which a code is not found that the feed could explain; else empty, and not written down
     */
    public record Remark(
            String code,
            String severity,
            String place,
            String text,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String table) {

        public Remark {
            table = Objects.requireNonNullElse(table, "");
        }
    }
}
