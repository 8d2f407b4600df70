package org.practicehub.benchmarks.beside;

import java.util.stream.Stream;

/**
 * What came of a message.
 *
 * @param why the code of a refusal, or the class of an exception; never words of the message
 */
record Outcome(Kind kind, String why) {

    /** What a sender would see of it. */
    enum Kind {
        /** The main resource is there; of a parser: the message is. */
        MADE,
        /** The program says by a code or a documented exception that it does not take this message. */
        REFUSED,
        /** Another exception, or a result without the main resource. */
        FAILED
    }

    static Outcome made() {
        return new Outcome(Kind.MADE, "");
    }

    /** Made, if the resource that the message is about is among these. */
    static Outcome made(Sample sample, Stream<String> resourceTypes) {
        return resourceTypes.anyMatch(sample.mainResources()::contains)
                ? made()
                : failed("no " + String.join(" or ", sample.mainResources()));
    }

    static Outcome refused(String why) {
        return new Outcome(Kind.REFUSED, why);
    }

    static Outcome failed(String why) {
        return new Outcome(Kind.FAILED, why);
    }
}
