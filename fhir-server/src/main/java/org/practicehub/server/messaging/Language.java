package org.practicehub.server.messaging;

import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/**
 * How the practice speaks in one language.
 *
 * @param answer how to answer a text message
 * @param texts what is said, by name
 * @param replies what is said to an answer
 * @param words what an answer may be, by what it means
 */
record Language(
        String tag,
        DateTimeFormatter date,
        DateTimeFormatter time,
        String answer,
        Map<String, Text> texts,
        Map<Reply, String> replies,
        Map<Meaning, Set<String>> words) {

    /** One thing that is said, as a text message and as an e-mail. */
    record Text(String sms, String subject, String email) {}

    /** What the hub says to an answer. */
    enum Reply {
        CONFIRMED,
        CANCELLED,
        TOO_LATE,
        ASK_BACK,
        PASSED_ON,
        STOPPED,
        STARTED,
        HELP
    }

    /** What an answer means. */
    enum Meaning {
        YES,
        NO,
        /** Both a word to stop messages and one to call a visit off: it is asked back. */
        CANCEL,
        STOP,
        START,
        HELP
    }
}
