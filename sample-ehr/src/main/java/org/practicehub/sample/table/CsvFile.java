package org.practicehub.sample.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CSV file by RFC 4180 with a header row; lines before the header that begin with # say what the file is. */
public final class CsvFile {

    private final String name;
    private final String text;
    private int at = 0;
    private int line = 1;

    private CsvFile(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** Reads every row. The columns named must be in the header; others may be. */
    public static List<Row> read(Path file, String... columns) {
        String name = String.valueOf(file.getFileName());
        try {
            return new CsvFile(name, Files.readString(file)).rows(Arrays.asList(columns));
        } catch (NoSuchFileException e) {
            throw new BadTable("there is no file " + file);
        } catch (IOException e) {
            throw new BadTable("cannot read " + file + " as UTF-8: " + e.getMessage());
        }
    }

    private List<Row> rows(List<String> columns) {
        skipComments();
        List<String> header = record();
        for (String column : columns) {
            if (!header.contains(column)) {
                throw new BadTable(name + ": there is no column " + column + " in the header");
            }
        }
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            String place = name + " line " + line;
            List<String> cells = record();
            if (cells.size() != header.size()) {
                throw new BadTable(place + ": " + cells.size() + " cells under " + header.size() + " columns");
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                values.put(header.get(i), cells.get(i));
            }
            rows.add(new Row(place, values));
        }
        return rows;
    }

    private void skipComments() {
        if (text.startsWith("\uFEFF")) {
            at = 1;
        }
        while (at < text.length() && text.charAt(at) == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            line++;
        }
    }

    private List<String> record() {
        List<String> cells = new ArrayList<>();
        do {
            cells.add(cell());
        } while (take(','));
        take('\r');
        if (!take('\n') && at < text.length()) {
            throw new BadTable(name + " line " + line + ": text after a closing quote");
        }
        line++;
        return cells;
    }

    private String cell() {
        return take('"') ? quoted() : plain();
    }

    private String plain() {
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int opened = line;
        StringBuilder cell = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && !take('"')) {
                return cell.toString();
            }
            if (c == '\n') {
                line++;
            }
            cell.append(c);
        }
        throw new BadTable(name + " line " + opened + ": a quote is never closed");
    }

    private boolean take(char wanted) {
        boolean found = at < text.length() && text.charAt(at) == wanted;
        if (found) {
            at++;
        }
        return found;
    }
}
