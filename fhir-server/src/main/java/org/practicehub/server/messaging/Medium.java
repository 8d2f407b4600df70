package org.practicehub.server.messaging;

import java.util.Locale;

/** A way to reach somebody. */
enum Medium {
    SMS("Text message"),
    EMAIL("E-mail");

    /** The system of our own codes of media: the standard's list has e-mail and no text messages. */
    static final String SYSTEM = "urn:x-hub:medium";

    private final String display;

    Medium(String display) {
        this.display = display;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String display() {
        return display;
    }

    static Medium of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
