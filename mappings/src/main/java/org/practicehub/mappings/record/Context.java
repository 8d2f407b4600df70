package org.practicehub.mappings.record;

import java.time.Instant;
import org.practicehub.mappings.feed.Feed;

/**
 * The circumstances of one message. Time enters a translation here and nowhere else.
 *
 * @param receivedAt when the message was journalled
 * @param sequence the message's number in the journal; a replay has the number it had
 * @param messageId the journal's name for the message, which Provenance refers to ({@code urn:x-hub:message})
 */
public record Context(Feed feed, Instant receivedAt, long sequence, String messageId) {}
