package org.practicehub.benchmarks.beside;

import java.time.Instant;
import java.util.Optional;
import org.practicehub.benchmarks.AdtBenchmark;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;

/** This project: from bytes to the changes of a record that is empty, as the others know nothing from before either. */
final class Hub implements Contender {
    /** Takes what strangers send: test messages, and bookings without an end. */
    private static final String FEED =
            """
            feed: corpus
            zone: America/New_York
            processingIds: [P, T, D]
            ssn: store
            appointmentMinutes: 15
            """;

    private final MemoryRecord record = new MemoryRecord();
    private final Context context;

    Hub() throws FeedsRefused {
        new AdtBenchmark().gate();
        Feed feed = Feeds.parse(FEED);
        this.context = new Context(feed, Instant.parse("2026-11-23T15:00:00Z"), 1, "beside");
    }

    @Override
    public Outcome take(Sample sample) {
        Reading reading = Message.read(sample.bytes(), context.feed().charset());
        if (reading instanceof Reading.NotHl7 junk) {
            return refused(junk.problem());
        }
        Message message = ((Reading.Read) reading).message();
        Optional<Problem> error = Acceptance.check(message, context.feed()).stream()
                .filter(Problem::isError)
                .findFirst();
        if (error.isPresent()) {
            return refused(error.get());
        }
        Translation translation = Translations.of(message).orElseThrow().translate(message, context, record);
        return translation
                .hold()
                .map(Hub::refused)
                .orElseGet(() ->
                        Outcome.made(sample, translation.changes().stream().map(change -> change.resource()
                                .fhirType())));
    }

    private static Outcome refused(Problem problem) {
        return Outcome.refused(problem.code() + " " + problem.place());
    }
}
