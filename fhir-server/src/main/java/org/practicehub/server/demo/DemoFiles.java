package org.practicehub.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The tables that describe the demo practice; the sample EHR reads the same ones. */
record DemoFiles(Path folder) {
    private static final CSVFormat FORM = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .build();

    List<CSVRecord> rows(String name) {
        try (CSVParser table = CSVParser.parse(folder.resolve(name + ".csv"), StandardCharsets.UTF_8, FORM)) {
            return table.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's table " + name + " cannot be read", e);
        }
    }
}
