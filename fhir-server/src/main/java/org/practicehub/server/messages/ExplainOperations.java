package org.practicehub.server.messages;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.explain.Explained;
import org.practicehub.mappings.explain.Explainer;
import org.practicehub.mappings.explain.Explanation;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.messages.MetRecords.Met;

/** Why the record says what it says since a message came, found by translating the message again. Nothing is written. */
public final class ExplainOperations {
    private final StoredMessages messages;
    private final MetRecords records;
    private final FhirStore store;

    ExplainOperations(StoredMessages messages, MetRecords records, FhirStore store) {
        this.messages = messages;
        this.records = records;
        this.store = store;
    }

    /**
     * Explains a message that came: each value that it says or changes, with where in the message it is from and which line
     * brought it, and each value of the message, with what became of it.
     *
     * <p>Out: {@code record}, {@code then} when the message is explained by the record that it met, {@code now} when it has had no
     * effect and is explained by the record as it is; {@code held}, why it cannot be applied to that; {@code value}s with
     * {@code reference}, the {@code version} it wrote, {@code path}, {@code value} (missing when it was taken away), {@code before},
     * {@code changed}, {@code rule} (file and line), and {@code source}s, the most telling first: {@code place} ({@code PID-5[2].1}),
     * its {@code name}, {@code segment}, {@code occurrence}, {@code field}, {@code repetition}, {@code component},
     * {@code subcomponent}, and {@code raw} as it was sent; {@code sent}, the same for each value of the message, with its
     * {@code fate} ({@code mapped}, {@code kept} as words only, {@code read} to no effect, {@code dropped}) and the feed's
     * {@code rule} that dropped it.
     *
     * <p>The feed's file and the mappings are those of now, and may have been others when the message came.
     *
     * @param resource only the values of this resource, {@code Patient/x}
     * @param path only this element and what is in it, {@code name[0]}
     */
    @Operation(name = "$explain", type = MessageHeader.class, idempotent = true)
    public Parameters explain(
            @IdParam IdType id,
            @OperationParam(name = "resource") @Nullable StringType resource,
            @OperationParam(name = "path") @Nullable StringType path) {
        JournalEntry entry = messages.entry(id);
        if (entry.isOut()) {
            throw StoredMessages.refused(
                    IssueType.NOTSUPPORTED, "A message that leaves changes nothing here: there is nothing to explain.");
        }
        Message message = messages.message(entry);
        Context context = new Context(
                messages.feed(entry), entry.receivedAt(), MetRecords.turn(entry), Long.toString(entry.id()));
        Predicate<Explained> wanted = value -> is(resource, value.resource()) && isWithin(path, value.path());
        return store.unit(unit -> {
            Met met = records.of(
                    entry,
                    messages.reader().changes(List.of(entry.id())).getOrDefault(entry.id(), List.of()),
                    unit.resources());
            Explanation explanation = Explainer.explain(message, context, met.record())
                    .orElseThrow(() -> StoredMessages.refused(
                            IssueType.NOTSUPPORTED, "Messages of this type are not translated."));
            return Explanations.of(explanation, met, wanted);
        });
    }

    private static boolean is(@Nullable StringType wanted, String reference) {
        return Given.text(wanted).map(reference::equals).orElse(true);
    }

    private static boolean isWithin(@Nullable StringType wanted, String path) {
        return Given.text(wanted)
                .map(whole -> path.equals(whole) || path.startsWith(whole + ".") || path.startsWith(whole + "["))
                .orElse(true);
    }
}
