package org.practicehub.mappings.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.terms.CodeTable;

/**
 * One value of a message put to the question: what would have come of the message had the sender written another there? What
 * would be other depends on it. That is what is asked, and not how the value was carried, so it holds whatever the mappings do.
 *
 * @param place where the value stands
 * @param others what could have stood there instead: another value of the same form, other codes of the tables that know it
 */
record Probe(Place place, String text, List<String> others) {

    /** From each table that knows a code this many others are tried: enough to find one that leads elsewhere. */
    private static final int OTHER_CODES = 2;

    static Probe of(Field field, Feed feed) {
        String text = field.text();
        Set<String> others = new LinkedHashSet<>(List.of(altered(text)));
        feed.table(field.segment().name() + "-" + field.number()).byLocal().keySet().stream()
                .filter(code -> !code.equals(text))
                .sorted()
                .limit(OTHER_CODES)
                .forEach(others::add);
        CodeTable.used().values().forEach(table -> table.find(text).ifPresent(known -> table.codes().stream()
                .filter(code -> differs(table.find(code), known))
                .limit(OTHER_CODES)
                .forEach(others::add)));
        return new Probe(field.place(), text, new ArrayList<>(others));
    }

    private static boolean differs(Optional<CodeTable.Entry> other, CodeTable.Entry known) {
        return other.filter(entry -> !entry.code().equals(known.code())).isPresent();
    }

    /** Another text of the same form: a date stays one, and so does a number. */
    private static String altered(String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                return text.substring(0, i) + next(c) + text.substring(i + 1);
            }
        }
        return text + "x";
    }

    private static char next(char c) {
        return switch (c) {
            case '9' -> '0';
            case 'z' -> 'a';
            case 'Z' -> 'A';
            default -> c < 128 ? (char) (c + 1) : 'a';
        };
    }
}
