package org.practicehub.routes.journal;

import java.util.UUID;

/** MSH-10 of messages that the hub makes. */
public final class ControlIds {
    private ControlIds() {}

    /** Ours, never an echo (G24); 20 characters is the longest MSH-10 up to version 2.5. */
    public static String fresh() {
        return "H" + UUID.randomUUID().toString().replace("-", "").substring(0, 19);
    }
}
