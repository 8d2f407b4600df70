package org.practicehub.routes.transport;

/** An address that the hub does not open, with the reason and what to do instead. */
public final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotListen(String why) {
        super(why);
    }

    public CannotListen(String why, Throwable cause) {
        super(why, cause);
    }
}
