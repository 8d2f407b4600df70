package org.practicehub.sample;

/** The command line asks for something that is not there. */
final class BadOption extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadOption(String message) {
        super(message);
    }
}
