package org.practicehub.sample.mllp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a receiver answered: MSA-1, the message it answers (MSA-2), and what it says is wrong. */
public record Acknowledgement(String code, String controlId, String complaint) {

    private static final int LONGEST_COMPLAINT = 300;

    public boolean isPositive() {
        return code.equals("AA") || code.equals("CA");
    }

    /** Empty when the text is no acknowledgement at all. */
    static Optional<Acknowledgement> parse(String message) {
        String text = message.strip();
        if (!text.startsWith("MSH") || text.length() < 5) {
            return Optional.empty();
        }
        String separator = text.substring(3, 4);
        String code = "";
        String answered = "";
        List<String> complaints = new ArrayList<>();
        for (String line : text.split("[\r\n]+")) {
            List<String> fields = List.of(line.split(Pattern.quote(separator), -1));
            if (fields.get(0).equals("MSA")) {
                code = field(fields, 1);
                answered = field(fields, 2);
                complaints.add(field(fields, 3));
            } else if (fields.get(0).equals("ERR")) {
                complaints.add(
                        String.join(" ", field(fields, 2), field(fields, 3), field(fields, 7), field(fields, 8)));
            }
        }
        return code.isEmpty() ? Optional.empty() : Optional.of(new Acknowledgement(code, answered, joined(complaints)));
    }

    private static String field(List<String> fields, int number) {
        return number < fields.size() ? fields.get(number).strip() : "";
    }

    private static String joined(List<String> complaints) {
        String text = String.join(
                "; ",
                complaints.stream()
                        .map(c -> c.strip().replaceAll("\\s+", " "))
                        .filter(c -> !c.isEmpty())
                        .toList());
        return text.length() <= LONGEST_COMPLAINT ? text : text.substring(0, LONGEST_COMPLAINT) + "...";
    }
}
