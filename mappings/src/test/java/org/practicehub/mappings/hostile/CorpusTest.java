package org.practicehub.mappings.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.golden.Outputs;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;

/**
 * 1,800 public messages that nobody here wrote, where they are at hand: all are read and answered, those of our types are
 * translated into valid resources. {@code -Dcorpus=<folder>} says where they are; without them the test says so and skips.
 */
class CorpusTest {

    private static final Path FOLDER = Path.of(System.getProperty("corpus", "../../shared/corpora/hl7v2"));
    /** Of every type the first few are validated in full, {@code -Dcorpus.full} all: a validator takes its time. */
    private static final int VALIDATED_OF_A_TYPE = 10;

    private static List<Path> messages() {
        assumeTrue(Files.isDirectory(FOLDER), "the public messages are not here (" + FOLDER + ")");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".hl7"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Feed feed() throws Exception {
        return Feeds.parse("feed: corpus\nzone: America/New_York\nprocessingIds: [P, T, D]\nanswerNotHl7: true\n"
                + "ssn: store\nappointmentMinutes: 15\n");
    }

    @Test
    void isAnsweredToTheLastMessageAndBecomesValidResources() throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> validated = new HashMap<>();
        int translated = 0;
        Feed feed = feed();
        for (Path file : messages()) {
            MemoryRecord record = new MemoryRecord();
            Door.Passage passage = Door.pass(Files.readAllBytes(file), feed, record);
            List<Resource> resources =
                    passage.translation().map(CorpusTest::resources).orElse(List.of());
            translated += resources.isEmpty() ? 0 : 1;
            Outputs.wrong(resources, record, one -> isNextOfItsType(one, validated))
                    .forEach(why -> wrong.add(FOLDER.relativize(file) + ": " + why));
        }

        assertThat(wrong).isEmpty();
        assertThat(translated).as("messages that became resources").isGreaterThan(300);
    }

    /** All of them one after the other into one record, and then all again: the second time nothing changes (G16). */
    @Test
    void changesNothingWhenItAllComesTwice() throws Exception {
        List<byte[]> all = new ArrayList<>();
        for (Path file : messages()) {
            all.add(Files.readAllBytes(file));
        }
        MemoryRecord record = new MemoryRecord();
        receive(all, record);

        List<String> changed = receive(all, record);

        assertThat(changed).isEmpty();
    }

    /** Takes them in and says what they changed. */
    private static List<String> receive(List<byte[]> frames, MemoryRecord record) throws Exception {
        Feed feed = feed();
        List<String> changed = new ArrayList<>();
        for (int n = 0; n < frames.size(); n++) {
            long sequence = n;
            Door.pass(frames.get(n), feed, record, sequence).translation().ifPresent(translation -> {
                translation.changes().forEach(change -> changed.add(sequence + " " + change.reference()));
                record.apply(translation, Door.context(feed, sequence));
            });
        }
        return changed;
    }

    private static boolean isNextOfItsType(Resource resource, Map<String, Integer> validated) {
        return validated.merge(resource.fhirType(), 1, Integer::sum) <= VALIDATED_OF_A_TYPE
                || System.getProperty("corpus.full") != null;
    }

    private static List<Resource> resources(Translation translation) {
        return translation.changes().stream().map(Change::resource).toList();
    }
}
