package org.practicehub.mappings.explain;

/** What became of a value that a sender gave. */
public enum Fate {
    /** An element of a resource is as it is because of it, or it decides which resource is meant. */
    MAPPED("mapped"),
    /** Nothing but an extension, a note or a text holds it: a person can read it, a machine does not use it. */
    KEPT("kept"),
    /** It was looked at, and no value depends on it. */
    READ("read"),
    /** Nothing of it leaves the message: no mapping looks at it, or a rule of the feed takes it away. */
    DROPPED("dropped");

    private final String code;

    Fate(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
