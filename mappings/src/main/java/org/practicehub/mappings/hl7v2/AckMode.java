package org.practicehub.mappings.hl7v2;

import java.util.Optional;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.problem.Code.Answer;

/** Which answers a sender wants, and in which codes: MSH-15 and MSH-16, HL7 table 0155 (G22, G23). */
record AckMode(Codes codes, When when) {

    /** Application codes (AA, AE, AR) or accept codes (CA, CE, CR). */
    enum Codes {
        APPLICATION,
        ACCEPT
    }

    /** HL7 table 0155. */
    enum When {
        ALWAYS,
        ON_ERROR,
        ON_SUCCESS,
        NEVER
    }

    /** The answer on the connection that the message came by. */
    static AckMode onTheSocket(Message message, Feed feed) {
        Field accept = message.header().field(15);
        boolean original = !accept.isPresent() && !message.header().field(16).isPresent();
        if (original) {
            return new AckMode(Codes.APPLICATION, When.ALWAYS);
        }
        // A sender that speaks of enhanced mode and waits for AA all the same: the feed says so.
        if (feed.legacyAA()) {
            return new AckMode(Codes.APPLICATION, accept.isPresent() ? when(accept.text()) : When.ALWAYS);
        }
        return new AckMode(Codes.ACCEPT, when(accept.text()));
    }

    /** The application acknowledgement of enhanced mode. */
    static AckMode application(Message message) {
        return new AckMode(Codes.APPLICATION, when(message.header().field(16).text()));
    }

    /** MSA-1; empty where no answer is wanted. */
    Optional<String> code(Answer verdict) {
        boolean good = verdict == Answer.AA;
        boolean wanted =
                switch (when) {
                    case ALWAYS -> true;
                    case ON_ERROR -> !good;
                    case ON_SUCCESS -> good;
                    case NEVER -> false;
                };
        String code = codes == Codes.ACCEPT ? verdict.name().replaceFirst("A", "C") : verdict.name();
        return wanted ? Optional.of(code) : Optional.empty();
    }

    private static When when(String code) {
        return switch (code) {
            case "", "NE" -> When.NEVER;
            case "ER" -> When.ON_ERROR;
            case "SU" -> When.ON_SUCCESS;
            default -> When.ALWAYS;
        };
    }
}
