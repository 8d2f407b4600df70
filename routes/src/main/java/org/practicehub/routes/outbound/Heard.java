package org.practicehub.routes.outbound;

import org.practicehub.mappings.feed.Feed;

/**
 * Where the answers go that a system gives on the line of the message itself and that say more than that it was taken: RRI to a
 * referral, SRR to a request (HL7 section 2.9.2).
 */
@FunctionalInterface
public interface Heard {

    /**
     * Takes note of an answer, in the transaction in which its message is settled.
     *
     * @return what is to be done once that is committed
     */
    Runnable heard(Feed feed, byte[] answer);
}
