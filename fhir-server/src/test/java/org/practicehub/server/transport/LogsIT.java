package org.practicehub.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.HubLog;

/**
 * What all tests have made the hubs log names no patient and holds no token (smart.md, section 4, Logs). It runs by itself when the
 * others are over.
 */
class LogsIT {
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{15,}|Bearer [A-Za-z0-9._-]{15,}|argon2id");
    private static final Pattern WORD = Pattern.compile("[\\p{L}'-]{5,}|[A-Z0-9-]{5,}");

    /** Surnames that are words of a log as well. */
    private static final Set<String> WORDS_OF_LOGS = Set.of("Young", "Green", "Brown", "White", "Black", "Stone");

    @Test
    void noLogNamesAPatientOrHoldsAToken() throws IOException {
        Set<String> canaries = canaries();
        List<String> lines = lines();
        assumeThat(lines).as("no integration test has run before this one").isNotEmpty();

        // That there are lines of hubs shows that lines arrive there at all.
        assertThat(lines).anyMatch(line -> line.startsWith("org.practicehub.server"));
        assertThat(canaries).hasSizeGreaterThan(20);
        assertThat(lines).noneMatch(line -> isTelling(line, canaries));
    }

    /** What is read is taken away: the next run has its own. */
    private static List<String> lines() throws IOException {
        if (!Files.isDirectory(HubLog.FOLDER)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(HubLog.FOLDER)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
                Files.delete(file);
            }
        }
        return lines;
    }

    /** The look itself finds what it looks for. */
    @Test
    void aTellingLineIsFound() throws IOException {
        Set<String> canaries = canaries();
        String one = canaries.iterator().next();

        assertThat(isTelling("the patient " + one + " was not found", canaries)).isTrue();
        assertThat(isTelling("token eyJhbGciOiJSUzI1NiJ9xyz", canaries)).isTrue();
        assertThat(isTelling("nothing to see here", canaries)).isFalse();
    }

    private static boolean isTelling(String line, Set<String> canaries) {
        return TOKEN.matcher(line).find()
                || WORD.matcher(line).results().anyMatch(word -> canaries.contains(word.group()));
    }

    /** The demo's patients: surnames, numbers, telephones; long enough not to be anything else. */
    private static Set<String> canaries() throws IOException {
        Set<String> canaries = new HashSet<>();
        try (var in = Files.newBufferedReader(Path.of("..", "config", "demo", "patients.csv"))) {
            for (CSVRecord row : CSVFormat.DEFAULT
                    .builder()
                    .setCommentMarker('#')
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .build()
                    .parse(in)) {
                canaries.add(row.get("family"));
                canaries.add(row.get("mrn"));
            }
        }
        canaries.removeIf(word -> word.length() < 5 || WORDS_OF_LOGS.contains(word));
        return canaries;
    }
}
