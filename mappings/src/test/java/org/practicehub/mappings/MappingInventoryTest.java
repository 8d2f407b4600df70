package org.practicehub.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.hl7v2.Dictionary;
import org.practicehub.mappings.terms.Csv;

/**
 * The ledger of the guide's fields against our own lines, each of which names its field: what the guide maps is mapped, or it
 * is said why not.
 */
class MappingInventoryTest {

    private static final Path SOURCES = Path.of("src/main/java/org/practicehub/mappings");
    private static final Path LEDGER = Path.of("src/test/resources/ledger.csv");
    private static final Pattern COMMENT = Pattern.compile("//.*|^\\s*/?\\*.*");
    private static final Pattern FIELD = Pattern.compile("\\b([A-Z][A-Z0-9]{2}-[1-9]\\d?)\\b");

    @Test
    void mapsWhatTheGuideMapsOrSaysWhyNot() throws IOException {
        Set<String> ours = ours();

        assertThat(ledger(false)).allSatisfy(field -> assertThat(ours).contains(field));
    }

    @Test
    void saysNothingIsLeftOutThatIsMapped() throws IOException {
        Set<String> ours = ours();
        // A field may go into one resource and be left out of another.
        Set<String> mapped = ledger(false);

        assertThat(ledger(true)).noneMatch(field -> ours.contains(field) && !mapped.contains(field));
    }

    @Test
    void namesOnlyFieldsThatThereAre() throws IOException {
        // HL7 2.8.1 ends before these, which are of 2.9 or of withdrawn versions.
        Set<String> unknown = ours().stream()
                .filter(field -> Dictionary.segmentName(field.substring(0, 3)).isPresent())
                .filter(field -> Dictionary.fieldName(field).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEmpty();
    }

    private static Set<String> ledger(boolean leftOut) throws IOException {
        return Csv.parse(Files.readString(LEDGER)).rows().stream()
                .filter(row -> row.get("left out because").isEmpty() != leftOut)
                .map(row -> row.get("field"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The fields that comments of our code name. */
    private static Set<String> ours() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(MappingInventoryTest::lines)
                    .flatMap(line -> COMMENT.matcher(line).results())
                    .flatMap(comment -> FIELD.matcher(comment.group()).results())
                    .map(field -> field.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
