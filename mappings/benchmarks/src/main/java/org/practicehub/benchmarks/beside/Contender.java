package org.practicehub.benchmarks.beside;

/** A program that reads HL7 v2, as it is compared with the others. */
interface Contender {

    /**
     * Takes one message, from its bytes, and looks at what came of it. The look is part of what is timed: it costs next to
     * nothing, and no wrong result can pass for a fast one.
     *
     * @throws Exception when the program fails on the message in a way that it does not announce
     */
    Outcome take(Sample sample) throws Exception;
}
