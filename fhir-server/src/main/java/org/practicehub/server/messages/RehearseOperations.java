package org.practicehub.server.messages;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.explain.Rehearsal;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.routes.feeds.FeedFiles;
import org.practicehub.routes.feeds.FeedFiles.Proposal;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.journal.JournalQuery;
import org.practicehub.routes.journal.JournalReader.Changed;
import org.practicehub.routes.store.FhirStore;

/** What a change of a feed's file would do, tried on messages that have come. Nothing is written. */
public final class RehearseOperations {
    private static final int PORTION = 20;
    /** Both translations of each, and what it met put together: more of them, and nobody waits for the answer. */
    private static final int LARGEST_PORTION = 100;
    /** Characters. The demo's, with all its comments, has a twentieth of it. */
    private static final int LONGEST_TEXT = 200_000;

    private final StoredMessages messages;
    private final MetRecords records;
    private final FeedFiles files;
    private final FhirStore store;

    RehearseOperations(StoredMessages messages, MetRecords records, FeedFiles files, FhirStore store) {
        this.messages = messages;
        this.records = records;
        this.files = files;
        this.store = store;
    }

    /** What a feed's file says now: {@code feed}, {@code text} and its {@code version}. It has no secrets: those are in the environment. */
    @Operation(name = "$feed-file", idempotent = true)
    public Parameters file(@OperationParam(name = "feed", min = 1) @Nullable StringType feed) {
        Feed of = messages.feed(feed);
        Parameters parameters = new Parameters();
        parameters.addParameter("feed", new CodeType(of.id()));
        String text = text(of);
        parameters.addParameter("text", new StringType(text));
        parameters.addParameter("version", new StringType(FeedFiles.version(text)));
        return parameters;
    }

    /**
     * Translates the last messages of a feed by its file as it is and as it would be, each by the record that the message met, and
     * tells what would differ. A text that the hub would not take on is refused, each mistake with its line and column.
     *
     * <p>Each message is tried by itself: what an earlier one would have left otherwise is not there for a later one.
     *
     * <p>Out: {@code feed}; {@code messages}, how many were tried; how many of them would be {@code same}, {@code different},
     * {@code now-held}, {@code no-longer-held}, {@code now-refused} or {@code no-longer-refused}; {@code next}, where to go on,
     * when there are older ones; {@code sample}s that would not pass, which keep the hub from taking the file on ({@code file},
     * {@code text}), told with the first portion only; and each {@code message} that is not the same: its {@code header}, the
     * {@code verdict}, {@code problem}s ({@code change}: {@code gone} or {@code added}, {@code severity}, {@code place},
     * {@code text}), and {@code difference}s with {@code reference}, {@code path}, {@code now} and {@code proposed} (missing when
     * nothing stands there).
     *
     * @param text what the feed's file would say
     * @param count how many messages, newest first, 100 at the most; 20 unless told
     * @param next go on there
     * @param start when they came: then or later
     * @param end when they came: before then
     */
    @Operation(name = "$rehearse")
    public Parameters rehearse(
            @OperationParam(name = "feed", min = 1) @Nullable StringType feed,
            @OperationParam(name = "text", min = 1) @Nullable StringType text,
            @OperationParam(name = "count") @Nullable IntegerType count,
            @OperationParam(name = "next") @Nullable StringType next,
            @OperationParam(name = "start") @Nullable DateTimeType start,
            @OperationParam(name = "end") @Nullable DateTimeType end) {
        Feed now = messages.feed(feed);
        int most = count == null ? PORTION : count.getValue();
        if (most < 1 || most > LARGEST_PORTION) {
            throw new InvalidRequestException("count: from 1 to " + LARGEST_PORTION + " messages");
        }
        Optional<Long> before = Given.text(next).map(RehearseOperations::number);
        Proposal proposal = propose(now, Given.text(text).orElse(""));
        List<JournalEntry> portion = messages.reader()
                .search(JournalQuery.arrived(
                        now.id(), Optional.empty(), Given.instant(start), Given.instant(end), before, most));
        Rehearsals answer = new Rehearsals(now.id());
        if (before.isEmpty()) {
            answer.samples(proposal.samples());
        }
        store.unit(unit -> {
            Map<Long, List<Changed>> changes = messages.reader()
                    .changes(portion.stream().map(JournalEntry::id).toList());
            portion.forEach(entry -> {
                List<Changed> written = changes.getOrDefault(entry.id(), List.of());
                PresentRecord met = records.of(entry, written, unit.resources()).record();
                answer.add(MessageHeaders.of(entry, written, Map.of()), rehearsal(entry, now, proposal.feed(), met));
            });
            return answer;
        });
        return answer.parameters(
                portion.size() == most ? Optional.of(portion.get(most - 1).id()) : Optional.empty());
    }

    private Rehearsal rehearsal(JournalEntry entry, Feed now, Feed proposed, PresentRecord met) {
        return Rehearsal.of(messages.bytes(entry), context(entry, now), context(entry, proposed), met);
    }

    private static Context context(JournalEntry entry, Feed feed) {
        return new Context(feed, entry.receivedAt(), MetRecords.turn(entry), Long.toString(entry.id()));
    }

    private String text(Feed feed) {
        try {
            return files.text(feed.id())
                    .orElseThrow(() -> StoredMessages.refused(IssueType.NOTFOUND, "The feed's file is gone."));
        } catch (IOException e) {
            throw new InternalErrorException("The feed's file cannot be read.", e);
        }
    }

    private Proposal propose(Feed feed, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new InvalidRequestException("text: " + LONGEST_TEXT + " characters at the most");
        }
        text(feed); // Without its file there is nothing that the text could take the place of.
        try {
            return files.propose(feed.id(), text);
        } catch (FeedsRefused refused) {
            OperationOutcome outcome = FileMistakes.of(refused.errors());
            throw new UnprocessableEntityException("The hub would not take on this file.", outcome);
        } catch (IOException e) {
            throw new InternalErrorException("The feeds' files cannot be read.", e);
        }
    }

    private static long number(String next) {
        try {
            return Long.parseLong(next);
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("next: not one that this server gave out", e);
        }
    }
}
