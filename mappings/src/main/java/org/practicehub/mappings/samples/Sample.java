package org.practicehub.mappings.samples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.record.Translation;

/**
 * One sample and what came of it.
 *
 * @param file {@code samples/1-booked.hl7}
 * @param event {@code SIU^S12}; empty when it is no message
 * @param translation empty when the message is not taken, or is taken and not translated
 * @param differences from what stands beside it, element by element
 * @param mistakes why it does not pass; none when it does
 */
public record Sample(
        Path file,
        String event,
        Optional<Translation> translation,
        List<Difference> differences,
        List<ConfigurationError> mistakes) {

    public Sample {
        differences = List.copyOf(differences);
        mistakes = List.copyOf(mistakes);
    }

    /** Whether what is expected of it is written down. */
    public boolean hasExpected() {
        return Files.exists(expected(file));
    }

    /** {@code samples/1-booked.json} beside {@code samples/1-booked.hl7}. */
    static Path expected(Path file) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.substring(0, name.length() - ".hl7".length()) + ".json");
    }

    /**
     * An element that is not as expected.
     *
     * @param element {@code Patient/x name[0].family}
     * @param expected empty when nothing is expected there
     * @param actual empty when nothing is there
     */
    public record Difference(String element, String expected, String actual) {}
}
