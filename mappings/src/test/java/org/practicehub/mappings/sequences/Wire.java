package org.practicehub.mappings.sequences;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.golden.ThroughJson;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;

/** Messages arriving one after the other at a practice whose record is in memory. */
final class Wire {

    private final Feed feed;
    private final MemoryRecord record = new MemoryRecord();
    private final List<String> received = new ArrayList<>();

    Wire() {
        this(TestFeeds.practice());
    }

    /** By which the messages of this feed come. */
    Wire(Feed feed) {
        this.feed = feed;
    }

    /** Receives, translates and applies a message; segments are given line by line. */
    Translation receive(String... segments) {
        String message = String.join("\r", segments);
        received.add(message);
        return process(message, received.size());
    }

    /** The n-th message again, under its own number, as an operator replays it. */
    Translation replay(int n) {
        return process(received.get(n - 1), n);
    }

    int count() {
        return received.size();
    }

    MemoryRecord record() {
        return record;
    }

    <T extends Resource> List<T> all(Class<T> type) {
        return record.all().stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends Resource> T only(Class<T> type) {
        List<T> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError("There are " + all.size() + " of " + type.getSimpleName());
        }
        return all.get(0);
    }

    /** Every resource with its version. */
    List<String> versions() {
        return record.all().stream()
                .map(resource -> resource.fhirType() + "/" + resource.getIdPart() + "/"
                        + resource.getMeta().getVersionId())
                .toList();
    }

    private Translation process(String text, int sequence) {
        Message message = ((Reading.Read) Message.read(text.getBytes(UTF_8), UTF_8)).message();
        Context context = new Context(feed, Instant.parse("2026-11-23T20:00:00Z"), sequence, "message-" + sequence);
        Translation translation =
                Translations.of(message).orElseThrow().translate(message, context, new ThroughJson(record));
        record.apply(translation, context);
        return translation;
    }

    /** A message's header, sent at this time of 23 November. */
    static String header(String event, String time) {
        return "MSH|^~\\&|LAKESIDE_EHR|LAKESIDE|PRACTICE_HUB|LAKESIDE|20261123" + time + "00-0600||" + event + "|"
                + event + time + "|P|2.5.1||||||UNICODE UTF-8";
    }

    /** A message of an event that happened at this time. */
    static String[] message(String event, String time, String... segments) {
        return Stream.concat(
                        Stream.of(header(event, time), "EVN|" + event.substring(4) + "|20261123" + time + "00-0600"),
                        Stream.of(segments))
                .toArray(String[]::new);
    }
}
