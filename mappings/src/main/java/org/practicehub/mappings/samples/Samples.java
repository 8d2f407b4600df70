package org.practicehub.mappings.samples;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.explain.Leaves;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.samples.Sample.Difference;

/**
 * The samples of one feed, {@code samples/*.hl7}, translated in the order of their names against a record that is empty at
 * first: as if the system had sent them one after the other. Each must be taken and not held, and become what stands in the
 * {@code .json} beside it, where there is one.
 */
public final class Samples {

    private final Feed feed;
    private final MemoryRecord record = new MemoryRecord();
    private int sequence;

    private Samples(Feed feed) {
        this.feed = feed;
    }

    /**
     * Translates the samples of a feed.
     *
     * @param folder the feed's
     */
    public static List<Sample> of(Feed feed, Path folder) throws IOException {
        Samples samples = new Samples(feed);
        List<Sample> done = new ArrayList<>();
        for (Path file : files(folder)) {
            done.add(samples.run(file));
        }
        return done;
    }

    /** What does not pass, of all samples of all feeds in a folder of feeds. */
    public static List<ConfigurationError> mistakes(Feeds feeds, Path folder) throws IOException {
        List<ConfigurationError> mistakes = new ArrayList<>();
        for (Feed feed : feeds.all()) {
            of(feed, folder.resolve(feed.id())).forEach(sample -> mistakes.addAll(sample.mistakes()));
        }
        return mistakes;
    }

    /** Writes down beside a sample what it becomes. */
    public static void write(Sample sample) throws IOException {
        if (sample.translation().isPresent()) {
            String json =
                    json().encodeResourceToString(outcome(sample.translation().get()));
            Files.writeString(Sample.expected(sample.file()), json + "\n");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        Path samples = folder.resolve("samples");
        if (!Files.isDirectory(samples)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(samples)) {
            return files.filter(file -> file.toString().endsWith(".hl7"))
                    .sorted()
                    .toList();
        }
    }

    private Sample run(Path file) throws IOException {
        Reading reading = Message.read(Files.readAllBytes(file), feed.charset());
        if (reading instanceof Reading.NotHl7 bad) {
            return new Sample(file, "", Optional.empty(), List.of(), List.of(mistake(file, bad.problem())));
        }
        Message message = ((Reading.Read) reading).message();
        List<ConfigurationError> mistakes = new ArrayList<>();
        if (!feed.match().accepts(message)) {
            mistakes.add(
                    new ConfigurationError(file.toString(), 1, 1, "the feed's 'match' does not take this message"));
        }
        Acceptance.check(message, feed).stream()
                .filter(Problem::isError)
                .forEach(problem -> mistakes.add(mistake(file, problem)));
        Optional<Translation> translation =
                mistakes.isEmpty() ? translate(message, String.valueOf(file.getFileName())) : Optional.empty();
        List<Difference> differences = new ArrayList<>();
        if (translation.isPresent()) {
            judge(file, translation.get(), differences, mistakes);
        }
        return new Sample(file, message.toString(), translation, differences, mistakes);
    }

    private Optional<Translation> translate(Message message, String name) {
        Context context = new Context(feed, sentAt(message, feed), ++sequence, name);
        Optional<Translation> translation =
                Translations.of(message).map(translator -> translator.translate(message, context, record));
        translation.ifPresent(done -> record.apply(done, context));
        return translation;
    }

    /** A sample is received when it says that it was sent: what it becomes is the same whenever it is tried. */
    public static Instant sentAt(Message message, Feed feed) {
        return Times.instant(message.header().field(7), new Source(message, feed))
                .orElse(Instant.EPOCH); // MSH-7
    }

    private static void judge(
            Path file, Translation actual, List<Difference> differences, List<ConfigurationError> mistakes)
            throws IOException {
        Path expected = Sample.expected(file);
        if (!Files.exists(expected)) {
            actual.hold().ifPresent(why -> mistakes.add(mistake(file, why)));
            return;
        }
        try {
            Bundle bundle = json().parseResource(Bundle.class, Files.readString(expected));
            differences.addAll(between(bundle, outcome(actual)));
        } catch (DataFormatException e) {
            mistakes.add(new ConfigurationError(expected.toString(), 1, 1, "this is no Bundle of FHIR R4"));
        }
        if (!differences.isEmpty()) {
            mistakes.add(new ConfigurationError(
                    file.toString(),
                    1,
                    1,
                    "the sample becomes something else than " + expected.getFileName() + " says, in "
                            + differences.size() + " elements"));
        }
    }

    /** All but the Provenance, which says the same of every message. */
    private static Bundle outcome(Translation translation) {
        Bundle outcome = Outcome.of(translation);
        outcome.getEntry().removeIf(entry -> entry.getResource() instanceof Provenance);
        return outcome;
    }

    private static List<Difference> between(Bundle expected, Bundle actual) {
        Map<String, String> wanted = leaves(expected);
        Map<String, String> there = leaves(actual);
        Set<String> elements = new LinkedHashSet<>(wanted.keySet());
        elements.addAll(there.keySet());
        return elements.stream()
                .filter(element -> !wanted.getOrDefault(element, "").equals(there.getOrDefault(element, "")))
                .map(element ->
                        new Difference(element, wanted.getOrDefault(element, ""), there.getOrDefault(element, "")))
                .toList();
    }

    private static Map<String, String> leaves(Bundle bundle) {
        Map<String, String> leaves = new LinkedHashMap<>();
        bundle.getEntry().forEach(entry -> {
            Resource resource = entry.getResource();
            String name = resource.fhirType() + (resource.hasId() ? "/" + resource.getIdPart() : "");
            Leaves.of(resource).forEach((path, value) -> leaves.put(name + " " + path, value));
        });
        return leaves;
    }

    private static ConfigurationError mistake(Path file, Problem problem) {
        return new ConfigurationError(
                file.toString(), 1, 1, "the message is not taken: " + problem.place() + ": " + problem.text());
    }

    private static IParser json() {
        IParser parser = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true);
        parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
        return parser;
    }
}
