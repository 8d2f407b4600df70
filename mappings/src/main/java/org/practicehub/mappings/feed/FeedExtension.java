package org.practicehub.mappings.feed;

import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Draft;

/**
 * What a feed needs and its file cannot say, in Java. Found by its name through {@link java.util.ServiceLoader}, from any jar on
 * the class path, when a feed names it under {@code extension}. It works on the same draft as the mappings do, after them and
 * after the rules of the file: what it changes is compared, guarded and put into the Provenance like all else. It is made once
 * and used by many threads; it must have no state, no clock and no dice.
 */
public interface FeedExtension {

    /** The name by which feeds ask for it: lower case letters, digits and hyphens. */
    String name();

    /** Changes what the message becomes. Resources are taken in hand by {@link Draft#edit}. */
    void refine(Message message, Draft draft);
}
