package org.practicehub.mappings.explain;

import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.problem.Place;

/**
 * One value of what a message becomes.
 *
 * @param resource {@code Patient/x}
 * @param path the element: {@code name[0].family}
 * @param value what it is now; empty when the message took it away
 * @param from the places in the message that it depends on, the most telling first; none when it is a constant or computed of
 *     something else
 * @param rule what wrote it: {@code PidToPatient.java:61}, or a feed's file and line; empty when it was there before and the
 *     message says nothing of it
 * @param sent the text at the first place, where a table or a data type made something else of it
 * @param before what the record had there
 */
public record Explained(
        String resource,
        String path,
        String value,
        List<Place> from,
        Optional<String> rule,
        Optional<String> sent,
        Optional<String> before) {

    public Explained {
        from = List.copyOf(from);
    }

    /** Whether the message says it. Otherwise it stands there from earlier, or a rule sets it whatever the message says. */
    public boolean isSent() {
        return !from.isEmpty();
    }
}
