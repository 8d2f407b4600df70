package org.practicehub.mappings.feed;

import java.util.Map;
import java.util.Set;
import org.practicehub.mappings.hl7v2.Message;

/** Which messages are a feed's: values that fields of MSH must have. No field: every message is. */
public record Match(Map<Integer, Set<String>> values) {

    public Match {
        values = Map.copyOf(values);
    }

    public boolean accepts(Message message) {
        return values.entrySet().stream().allMatch(wanted -> wanted.getValue()
                .contains(message.header().field(wanted.getKey()).text()));
    }
}
