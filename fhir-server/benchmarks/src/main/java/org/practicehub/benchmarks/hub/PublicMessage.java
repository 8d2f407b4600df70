package org.practicehub.benchmarks.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A message that somebody has published, as the index of the corpus has it.
 *
 * @param complete whether it is a whole message, and not a fragment, malformed or made to test an edge
 */
record PublicMessage(Path file, String type, String trigger, boolean complete) {
    /** What a practice exchanges, whether it is translated here or not. */
    private static final Pattern OF_A_PRACTICE = Pattern.compile(
            "ADT (A0[1-8]|A1[1-48]|A2[489]|A3[014679]|A38|A4[0-57])|SIU S(1[2-9]|2[0-46])|SR[MR] S..|DFT P(03|11)"
                    + "|BAR P(01|02|05|06|12)|(REF|RRI) I1[2-5]|MDM T(0[1-9]|1[01])|ORM O01|OMG O19|ORU R01");

    /** Those of a practice, of each event so many. */
    static List<PublicMessage> read(Path corpus, int ofEachEvent) throws IOException {
        List<String> lines = Files.readAllLines(corpus.resolve("INDEX.tsv"));
        List<String> columns = List.of(lines.get(0).split("\t"));
        Map<String, Integer> seen = new HashMap<>();
        List<PublicMessage> messages = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split("\t", -1);
            PublicMessage message = new PublicMessage(
                    corpus.resolve(values[columns.indexOf("file")]),
                    values[columns.indexOf("type")],
                    values[columns.indexOf("trigger")],
                    values[columns.indexOf("class")].equals("full"));
            if (OF_A_PRACTICE.matcher(message.event()).matches()
                    && seen.merge(message.event(), 1, Integer::sum) <= ofEachEvent) {
                messages.add(message);
            }
        }
        return messages;
    }

    String event() {
        return type + " " + trigger;
    }
}
