package org.practicehub.mappings.explain;

import java.util.List;
import org.practicehub.mappings.record.Translation;

/**
 * What a message becomes and why: every value of every resource that it has in hand, written or not.
 *
 * @param translation what the message asks of the record
 * @param values in the order of resources and elements
 * @param sent what the sender said, and what became of each, in the order of the message
 */
public record Explanation(Translation translation, List<Explained> values, List<SentValue> sent) {

    public Explanation {
        values = List.copyOf(values);
        sent = List.copyOf(sent);
    }
}
