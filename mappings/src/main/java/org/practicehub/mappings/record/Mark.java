package org.practicehub.mappings.record;

import java.time.Instant;

/**
 * The last event of a feed that was applied to a resource (G18).
 *
 * @param eventTime EVN-2, else MSH-7
 * @param sequence the message's number in the journal
 * @param versionId the resource's version when it had been applied
 */
public record Mark(Instant eventTime, long sequence, String versionId) {

    /** Whether an event with this time and number comes before the one that was applied. */
    public boolean isAfter(Instant otherTime, long otherSequence) {
        int byTime = eventTime.compareTo(otherTime);
        return byTime > 0 || (byTime == 0 && sequence > otherSequence);
    }
}
