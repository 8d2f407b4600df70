package org.practicehub.server.database;

/** A reason not to start that the person at the keyboard can do something about; its text says what. */
public class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public CannotStart(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    public CannotStart(String what, String remedy, Throwable cause) {
        super(what, cause);
        this.remedy = remedy;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
