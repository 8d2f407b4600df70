package org.practicehub.routes.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to look for in the journal; what is empty does not restrict.
 *
 * @param states any of these
 * @param types {@code ADT} or {@code ADT^A04}, any of these
 * @param identifier a number the message carries, or how it begins
 * @param patient {@code Patient/x}
 * @param focus a resource that the message changed, {@code Appointment/x}
 * @param before messages older than this one, for the next page
 */
public record JournalQuery(
        List<MessageState> states,
        List<String> types,
        List<String> feeds,
        Optional<String> direction,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> identifier,
        Optional<String> patient,
        Optional<String> focus,
        Optional<Long> before,
        int most) {

    /**
     * The newest messages that came by a feed.
     *
     * @param type {@code ADT} or {@code ADT^A04}
     */
    public static JournalQuery arrived(
            String feed,
            Optional<String> type,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<Long> before,
            int most) {
        return new JournalQuery(
                List.of(),
                type.stream().toList(),
                List.of(feed),
                Optional.of("in"),
                from,
                until,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                before,
                most);
    }

    /** The next page: what is older than this message. */
    public JournalQuery after(long last) {
        return new JournalQuery(
                states, types, feeds, direction, from, until, identifier, patient, focus, Optional.of(last), most);
    }
}
