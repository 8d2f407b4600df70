package org.practicehub.mappings.hl7v2;

import java.util.Optional;

/**
 * The characters a message is built with, as its own MSH-1 and MSH-2 announce them (G3). {@code NONE} stands for a
 * delimiter the sender did not announce: it is found nowhere.
 */
record Delimiters(char field, char component, char repetition, char escape, char subcomponent, char truncation) {

    /** A character that no message holds, because reading removes it. */
    static final char NONE = '\0';

    static final Delimiters USUAL = new Delimiters('|', '^', '~', '\\', '&', NONE);

    /**
     * The delimiters of a text that begins with {@code MSH}. Empty when there are none to be found: then it is not HL7.
     *
     * <p>A character that is announced twice counts once: {@code |^~\\&} comes from sources that wrote the backslash as a
     * program would.
     */
    static Optional<Delimiters> of(String message) {
        if (message.length() < 5 || !usable(message.charAt(3))) {
            return Optional.empty();
        }
        char field = message.charAt(3);
        char[] announced = {NONE, NONE, NONE, NONE, NONE};
        int count = 0;
        for (int i = 4; i < message.length() && count < announced.length; i++) {
            char c = message.charAt(i);
            if (c == field || c == '\r') {
                break;
            }
            if (usable(c) && !contains(announced, c)) {
                announced[count++] = c;
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        new Delimiters(field, announced[0], announced[1], announced[2], announced[3], announced[4]));
    }

    /** MSH-2 as we write it. */
    String encodingCharacters() {
        StringBuilder text = new StringBuilder();
        for (char c : new char[] {component, repetition, escape, subcomponent, truncation}) {
            if (c != NONE) {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Whether a character can be a delimiter. */
    static boolean usable(char c) {
        return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c) && c != '"';
    }

    private static boolean contains(char[] characters, char wanted) {
        for (char c : characters) {
            if (c == wanted) {
                return true;
            }
        }
        return false;
    }
}
