package org.practicehub.mappings.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Acknowledgement;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.OrderKeys;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.SearchKeys;
import org.practicehub.mappings.record.Translation;

/** The whole way of a frame, as the routes will take it: read, judged, answered, translated. */
final class Door {

    private static final Instant AT = Instant.parse("2026-11-23T15:00:00Z");

    /**
     * What came of a frame.
     *
     * @param answer the acknowledgement, where there is to be one
     * @param translation what was made of it, where it was taken
     */
    record Passage(List<Problem> problems, Optional<byte[]> answer, Optional<Translation> translation) {

        boolean isRefused() {
            return problems.stream().anyMatch(Problem::isError);
        }
    }

    private Door() {}

    static Context context(Feed feed, long sequence) {
        return new Context(feed, AT, sequence, "door-" + sequence);
    }

    static Passage pass(byte[] frame, Feed feed, PresentRecord record) {
        return pass(frame, feed, record, 1);
    }

    static Passage pass(byte[] frame, Feed feed, PresentRecord record, long sequence) {
        Reading reading = Message.read(frame, feed.charset());
        if (reading instanceof Reading.NotHl7 junk) {
            return new Passage(
                    List.of(junk.problem()), Acknowledgement.ofNotHl7(junk, feed, AT, "A1"), Optional.empty());
        }
        Message message = ((Reading.Read) reading).message();
        List<Problem> problems = Acceptance.check(message, feed);
        Optional<byte[]> answer = Acknowledgement.of(message, feed, problems, AT, "A1");
        OrderKeys.of(message, feed);
        SearchKeys.of(message, feed);
        Passage passage = new Passage(problems, answer, Optional.empty());
        return passage.isRefused()
                ? passage
                : new Passage(
                        problems,
                        answer,
                        Translations.of(message)
                                .map(translator -> translator.translate(message, context(feed, sequence), record)));
    }

    static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8);
    }
}
