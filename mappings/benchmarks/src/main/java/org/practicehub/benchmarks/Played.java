package org.practicehub.benchmarks;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;

/** A golden message with the record it meets, played as often as one likes. */
final class Played {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final String name;
    private final byte[] frame;
    private final MemoryRecord record = new MemoryRecord();
    private final Context context;

    Played(String name, Feed feed, List<Resource> others) {
        this.name = name;
        this.frame = resource(name + ".hl7").getBytes(StandardCharsets.UTF_8);
        this.context = new Context(feed, Instant.parse("2026-11-23T15:00:00Z"), 7, "golden");
        bundle(".before.json").getEntry().forEach(entry -> record.with(entry.getResource()));
        others.forEach(record::with);
    }

    /** From bytes to changes. */
    Translation play() {
        Message message = read();
        if (!Acceptance.check(message, context.feed()).isEmpty()) {
            throw new IllegalStateException(name + " is not accepted");
        }
        return Translations.of(message).orElseThrow().translate(message, context, record);
    }

    Message read() {
        return ((Reading.Read) Message.read(frame, context.feed().charset())).message();
    }

    /** A wrong result is not worth timing. */
    void gate() {
        List<String> expected = bundle(".json").getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(resource -> !(resource instanceof OperationOutcome))
                .map(Played::json)
                .toList();
        List<String> actual = play().changes().stream()
                .map(Change::resource)
                .map(Played::json)
                .toList();
        if (!actual.equals(expected)) {
            throw new IllegalStateException(name + " does not become what stands beside it: " + actual);
        }
    }

    private Bundle bundle(String ending) {
        return FHIR.newJsonParser().parseResource(Bundle.class, resource(name + ending));
    }

    private static String json(Resource resource) {
        return FHIR.newJsonParser().encodeResourceToString(resource);
    }

    private static String resource(String name) {
        try (InputStream in = Played.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
