package org.practicehub.mappings.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;

/** Bytes to a message: finds the header, decodes by what it announces, cuts into segments (G1-G3). */
final class Reader {

    private static final Place FRAME = Place.of("MSH");

    private Reader() {}

    static Reading read(byte[] frame, Charset fallback) {
        List<Problem> warnings = new ArrayList<>();
        Optional<Decoding.Text> decoded = Decoding.of(frame, fallback);
        if (decoded.isEmpty()) {
            return notHl7("The frame has no MSH segment.");
        }
        String text = decoded.get().text();
        decoded.get().warning().ifPresent(warnings::add);
        Optional<Delimiters> delimiters = Delimiters.of(text);
        if (delimiters.isEmpty()) {
            return notHl7("The MSH segment does not say which delimiters the message is built with.");
        }
        List<String> lines = lines(text, delimiters.get(), warnings);
        return new Reading.Read(new Message(delimiters.get(), decoded.get().charset(), lines), List.copyOf(warnings));
    }

    private static Reading notHl7(String why) {
        return new Reading.NotHl7(Problem.error(Code.NOT_HL7, FRAME, why));
    }

    /** Segments end with CR, LF or both. A line that begins with no segment name goes on with the segment before it. */
    private static List<String> lines(String text, Delimiters delimiters, List<Problem> warnings) {
        List<String> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        boolean joined = false;
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
                end++;
            }
            String line = text.substring(start, end);
            if (isSegment(line, delimiters)) {
                close(open, lines);
                open.append(line);
            } else if (!line.isBlank()) {
                joined = true;
                open.append('\n').append(line);
            }
            start = end + 1;
        }
        close(open, lines);
        if (joined) {
            warnings.add(Problem.warning(
                    Code.SEGMENT_SEQUENCE,
                    FRAME,
                    "A line begins with no segment name and was taken as the rest of the line before it."));
        }
        return lines;
    }

    private static void close(StringBuilder open, List<String> lines) {
        if (!open.isEmpty()) {
            lines.add(open.toString());
            open.setLength(0);
        }
    }

    private static boolean isSegment(String line, Delimiters delimiters) {
        return line.length() >= 3
                && isUpper(line.charAt(0))
                && isUpperOrDigit(line.charAt(1))
                && isUpperOrDigit(line.charAt(2))
                && (line.length() == 3 || line.charAt(3) == delimiters.field());
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isUpperOrDigit(char c) {
        return isUpper(c) || (c >= '0' && c <= '9');
    }

    /** The bytes as Latin-1, in which every byte is a character: enough to find and read an MSH segment. */
    static String bytewise(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
