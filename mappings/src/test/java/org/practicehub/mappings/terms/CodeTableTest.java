package org.practicehub.mappings.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodeTableTest {
    private static final Path TABLES = Path.of("src/main/resources/org/practicehub/mappings/tables");

    /** What a person may choose for a code: all parts of its table, and the words of whichever part has some. */
    @Test
    void aTableIsKnownByAllItsParts() throws IOException {
        assertThat(CodeTable.known("0069")).containsEntry("SUR", "Surgical Service");
        assertThat(CodeTable.known("0190")).containsEntry("H", "Home").containsKey("BDL");
        assertThat(CodeTable.known("9999")).isEmpty();
        try (Stream<Path> files = Files.list(TABLES)) {
            List<String> parts = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{4}.*\\.csv"))
                    .map(name -> name.substring(4, name.length() - ".csv".length()))
                    .filter(part -> !part.equals("-inverse"))
                    .distinct()
                    .toList();
            assertThat(CodeTable.PARTS).containsExactlyInAnyOrderElementsOf(parts);
        }
    }
}
