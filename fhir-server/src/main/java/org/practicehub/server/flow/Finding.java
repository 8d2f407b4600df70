package org.practicehub.server.flow;

import java.util.Optional;
import org.practicehub.server.flow.FlowSettings.Item;

/**
 * How an item of a checklist stands.
 *
 * @param name the item's, in the practice's file
 * @param why in words for the screen, without anything of the record's content
 */
record Finding(String name, Item item, Outcome outcome, String why) {

    /** How it was settled. */
    enum Outcome {
        OPEN("open"),
        DONE("done"),
        /** What stands instead of it, as {@code Self-pay}. */
        NOT_NEEDED("not-needed"),
        OVERRIDDEN("overridden");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        static Optional<Outcome> of(String code) {
            return java.util.stream.Stream.of(values())
                    .filter(one -> one.code.equals(code))
                    .findFirst();
        }
    }

    boolean isOpen() {
        return outcome == Outcome.OPEN;
    }

    boolean keepsBack() {
        return isOpen() && item.mandatory();
    }
}
