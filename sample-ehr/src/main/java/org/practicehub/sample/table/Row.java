package org.practicehub.sample.table;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** One line of a table: texts by column name, and the place they came from. An absent text is empty, as in CSV and HL7. */
public record Row(String place, Map<String, String> values) {

    public String text(String column) {
        return values.getOrDefault(column, "");
    }

    public String required(String column) {
        String text = text(column);
        if (text.isBlank()) {
            throw bad(column + " is empty");
        }
        return text;
    }

    public boolean has(String column) {
        return !text(column).isEmpty();
    }

    public int number(String column) {
        try {
            return Integer.parseInt(required(column));
        } catch (NumberFormatException e) {
            throw bad(column + " is not a whole number");
        }
    }

    public int number(String column, int whenEmpty) {
        return has(column) ? number(column) : whenEmpty;
    }

    public LocalDate date(String column) {
        try {
            return LocalDate.parse(required(column));
        } catch (DateTimeParseException e) {
            throw bad(column + " is not a date like 2026-11-23");
        }
    }

    public BadTable bad(String problem) {
        return new BadTable(place + ": " + problem);
    }
}
