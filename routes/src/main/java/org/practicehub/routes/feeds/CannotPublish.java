package org.practicehub.routes.feeds;

/** Why a feed's file stays as it is, though its text is right: a sentence for a person. */
public final class CannotPublish extends Exception {
    private static final long serialVersionUID = 1L;

    CannotPublish(String why) {
        super(why);
    }

    CannotPublish(String why, Throwable cause) {
        super(why, cause);
    }
}
