package org.practicehub.mappings.record;

import java.util.List;
import java.util.function.Supplier;
import org.practicehub.mappings.feed.overlay.Origin;
import org.practicehub.mappings.hl7v2.Reads;

/**
 * Looks on while one message is translated: what is read, what is in hand, which of the feed's rules is at work. For explaining;
 * ordinary messages are not watched.
 */
public interface Watch extends Reads {

    /** A draft has been opened; it can be asked at any time for what it has in hand, as it was met and as it is so far. */
    void opened(Supplier<List<Change>> inHand);

    /** A rule of the feed's file begins. */
    void begins(Origin rule);

    /** The rule has been carried out. */
    void ends();
}
