package org.practicehub.mappings.hl7v2;

/** The depth of a value, and with it the delimiters that divide it further. */
enum Level {
    FIELD,
    REPETITION,
    COMPONENT,
    SUBCOMPONENT,
    /** MSH-1 and MSH-2, which hold delimiters and are divided by none. */
    LITERAL;

    boolean splitsAt(char c, Delimiters by) {
        return switch (this) {
            case FIELD -> c == by.repetition() || c == by.component() || c == by.subcomponent();
            case REPETITION -> c == by.component() || c == by.subcomponent();
            case COMPONENT -> c == by.subcomponent();
            case SUBCOMPONENT, LITERAL -> false;
        };
    }
}
