package org.practicehub.server.messages;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.explain.Fate;
import org.practicehub.mappings.explain.LossReport;
import org.practicehub.mappings.explain.LossReport.OfField;
import org.practicehub.mappings.explain.LossReport.OfType;
import org.practicehub.mappings.explain.Losses;
import org.practicehub.mappings.explain.Losses.Lost;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Dictionary;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Context;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.journal.JournalQuery;

/** What the messages of a feed lose on their way into the record. It tells fields and counts, and nobody's values. */
public final class LossOperations {
    private static final int SAMPLE = 50;
    /** Each message is translated hundreds of times: more of them, and nobody waits for the answer. */
    private static final int LARGEST_SAMPLE = 200;

    private final StoredMessages messages;

    LossOperations(StoredMessages messages) {
        this.messages = messages;
    }

    /**
     * Counts, for the last messages of a feed, which values that the sender gave are mapped, kept as words only, read to no
     * effect, or dropped. Each is translated as if nothing were known before, by the feed's file as it is now.
     *
     * <p>Out: {@code feed}; {@code messages}, how many were looked at, of which the oldest came at {@code from} and the newest at
     * {@code until}; {@code most}, how many would have been looked at; {@code held}, how many of them cannot be applied as they
     * are, and are not counted below; {@code type}s with {@code code}, {@code messages},
     * {@code translated}, {@code values}, {@code mapped}, {@code kept}, {@code read}, {@code dropped}, and {@code field}s, what is
     * lost most first: {@code position} ({@code PID-11.9}), the field's {@code name}, the same counts, and the {@code rule} of
     * the feed's file that dropped it.
     *
     * @param type {@code ADT} or {@code ADT^A04}
     * @param count how many messages, 200 at the most; 50 unless told
     * @param start when they came: then or later
     * @param end when they came: before then
     */
    @Operation(name = "$loss-report", idempotent = true)
    public Parameters report(
            @OperationParam(name = "feed", min = 1) @Nullable StringType feed,
            @OperationParam(name = "type") @Nullable StringType type,
            @OperationParam(name = "count") @Nullable IntegerType count,
            @OperationParam(name = "start") @Nullable DateTimeType start,
            @OperationParam(name = "end") @Nullable DateTimeType end) {
        Feed of = messages.feed(feed);
        int most = count == null ? SAMPLE : count.getValue();
        if (most < 1 || most > LARGEST_SAMPLE) {
            throw new InvalidRequestException("count: from 1 to " + LARGEST_SAMPLE + " messages");
        }
        List<JournalEntry> sample = messages.reader()
                .search(JournalQuery.arrived(
                        of.id(), Given.text(type), Given.instant(start), Given.instant(end), Optional.empty(), most));
        return answer(of, sample, most);
    }

    private Parameters answer(Feed feed, List<JournalEntry> sample, int most) {
        LossReport report = new LossReport();
        LossReport untranslated = new LossReport();
        int looked = 0;
        int held = 0;
        for (JournalEntry entry : sample) {
            if (!(Message.read(messages.bytes(entry), feed.charset()) instanceof Reading.Read read)) {
                continue;
            }
            looked++;
            Message message = read.message();
            Context context = new Context(feed, entry.receivedAt(), entry.id(), Long.toString(entry.id()));
            Optional<Lost> lost = Losses.of(message, context);
            if (lost.isEmpty()) {
                untranslated.add(message.toString(), List.of());
            } else if (lost.get().held()) {
                held++;
            } else {
                report.add(message.toString(), lost.get().sent());
            }
        }
        Parameters parameters = new Parameters();
        parameters.addParameter("feed", new CodeType(feed.id()));
        parameters.addParameter("messages", new IntegerType(looked));
        parameters.addParameter("held", new IntegerType(held));
        parameters.addParameter("most", new IntegerType(most));
        if (!sample.isEmpty()) {
            parameters.addParameter("from", received(sample.get(sample.size() - 1)));
            parameters.addParameter("until", received(sample.get(0)));
        }
        report.types().forEach(type -> add(parameters.addParameter().setName("type"), type, true));
        untranslated.types().forEach(type -> add(parameters.addParameter().setName("type"), type, false));
        return parameters;
    }

    private static InstantType received(JournalEntry entry) {
        return new InstantType(Date.from(entry.receivedAt()));
    }

    private static void add(ParametersParameterComponent out, OfType type, boolean translated) {
        out.addPart().setName("code").setValue(new CodeType(type.type()));
        out.addPart().setName("messages").setValue(new IntegerType(type.messages()));
        out.addPart().setName("translated").setValue(new BooleanType(translated));
        int values = 0;
        for (Fate fate : Fate.values()) {
            values += type.count(fate);
            out.addPart().setName(fate.code()).setValue(new IntegerType(type.count(fate)));
        }
        out.addPart().setName("values").setValue(new IntegerType(values));
        type.fields().forEach(field -> add(out.addPart().setName("field"), field));
    }

    private static void add(ParametersParameterComponent out, OfField field) {
        out.addPart().setName("position").setValue(new StringType(field.position()));
        Dictionary.fieldName(field.position().replaceFirst("\\..*", ""))
                .ifPresent(name -> out.addPart().setName("name").setValue(new StringType(name)));
        for (Fate fate : Fate.values()) {
            out.addPart().setName(fate.code()).setValue(new IntegerType(field.count(fate)));
        }
        out.addPart().setName("values").setValue(new IntegerType(field.all()));
        field.rule().ifPresent(rule -> out.addPart().setName("rule").setValue(new StringType(rule)));
    }
}
