package org.practicehub.mappings.hl7v2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Escape sequences to text and back (HL7 section 2.7; G4). Decoded once, after splitting. A sequence that is unknown or has
 * no end is text like any other.
 */
final class Escapes {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** What deletes a value where it stands alone (G6): as a text it is written in digits. */
    private static final String DELETE = "\"\"";

    private Escapes() {}

    /**
     * @param running the value is formatted text (FT, TX): carry out {@code \.br\} and its kin, leave out highlighting
     */
    static String decode(String raw, Delimiters by, Charset charset, boolean running) {
        int at = by.escape() == Delimiters.NONE ? -1 : raw.indexOf(by.escape());
        if (at < 0) {
            return printable(raw);
        }
        StringBuilder text = new StringBuilder(raw.length());
        int start = 0;
        while (at >= 0) {
            text.append(raw, start, at);
            int end = raw.indexOf(by.escape(), at + 1);
            String sequence = end < 0 ? "" : raw.substring(at + 1, end);
            Optional<String> meaning = meaning(sequence, by, charset, running);
            if (meaning.isPresent()) {
                text.append(meaning.get());
                start = end + 1;
            } else if (SetSwitches.isOne(sequence)) {
                int next = raw.indexOf(by.escape(), end + 1);
                start = next < 0 ? raw.length() : next;
                text.append(SetSwitches.follow(sequence, raw.substring(end + 1, start)));
            } else {
                text.append(by.escape());
                start = at + 1;
            }
            at = raw.indexOf(by.escape(), start);
        }
        return printable(text.append(raw, start, raw.length()).toString());
    }

    private static Optional<String> meaning(String sequence, Delimiters by, Charset charset, boolean running) {
        return switch (sequence) {
            case "F" -> Optional.of(String.valueOf(by.field()));
            case "S" -> Optional.of(String.valueOf(by.component()));
            case "T" -> Optional.of(String.valueOf(by.subcomponent()));
            case "R" -> Optional.of(String.valueOf(by.repetition()));
            case "E" -> Optional.of(String.valueOf(by.escape()));
            case "P" -> Optional.of(String.valueOf(by.truncation() == Delimiters.NONE ? '#' : by.truncation()));
            case "H", "N" -> running ? Optional.of("") : Optional.empty();
            default -> longer(sequence, by, charset, running);
        };
    }

    private static Optional<String> longer(String sequence, Delimiters by, Charset charset, boolean running) {
        if (sequence.startsWith("Z")) {
            return Optional.of(by.escape() + sequence + by.escape());
        }
        if (sequence.length() > 2 && sequence.startsWith("X")) {
            return bytes(sequence.substring(1)).flatMap(bytes -> strictly(bytes, charset));
        }
        return running && sequence.startsWith(".") ? formatting(sequence.substring(1)) : Optional.empty();
    }

    private static Optional<String> formatting(String command) {
        String name = command.length() < 2 ? command : command.substring(0, 2);
        return switch (name) {
            case "br", "ce" -> Optional.of("\n");
            case "sp" -> Optional.of("\n".repeat(count(command)));
            case "sk" -> Optional.of(" ".repeat(count(command)));
            case "in", "ti" -> Optional.of(" ");
            case "fi", "nf" -> Optional.of("");
            default -> Optional.empty();
        };
    }

    /** The number behind {@code .sp} or {@code .sk}: one when it is missing, never more than a page. */
    private static int count(String command) {
        String digits = command.substring(2).replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 3 ? 1 : Math.min(Integer.parseInt(digits), 80);
    }

    private static Optional<byte[]> bytes(String hexadecimal) {
        try {
            return Optional.of(HEX.parseHex(hexadecimal));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Control characters have no meaning in a value and no place in JSON, XML or PostgreSQL. */
    private static String printable(String text) {
        int i = 0;
        while (i < text.length() && isPrintable(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text.strip();
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> isPrintable((char) c)).forEach(c -> kept.append((char) c));
        return kept.toString().strip();
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c != 0x7F || c == '\n' || c == '\r' || c == '\t';
    }

    /** A text as it stands in a message: delimiters and line ends escaped, so that it reads back unchanged. */
    static String encode(String text, Delimiters by) {
        if (text.equals(DELETE)) {
            return by.escape() + "X2222" + by.escape();
        }
        StringBuilder raw = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String sequence = sequence(c, by);
            if (sequence.isEmpty()) {
                raw.append(c);
            } else {
                raw.append(by.escape()).append(sequence).append(by.escape());
            }
        }
        return raw.toString();
    }

    private static String sequence(char c, Delimiters by) {
        if (c == by.field()) {
            return "F";
        } else if (c == by.component()) {
            return "S";
        } else if (c == by.subcomponent()) {
            return "T";
        } else if (c == by.repetition()) {
            return "R";
        } else if (c == by.escape()) {
            return "E";
        } else if (c == by.truncation()) {
            return "P";
        }
        boolean lineEnd = c == '\r' || c == '\n';
        return lineEnd ? "X" + HEX.formatHex(String.valueOf(c).getBytes(StandardCharsets.US_ASCII)) : "";
    }
}
