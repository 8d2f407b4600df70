package org.practicehub.mappings.feed.overlay;

/** A rule that cannot be compiled: what is wrong with the text that it is written in, and at which character. */
public final class Mistaken extends Exception {

    private static final long serialVersionUID = 1L;

    private final int at;

    Mistaken(int at, String text) {
        super(text);
        this.at = at;
    }

    /** How many characters of the text stand before what is wrong. */
    public int at() {
        return at;
    }

    /** The same mistake in a text that this many characters stand before. */
    Mistaken after(int characters) {
        return new Mistaken(at + characters, String.valueOf(getMessage()));
    }
}
