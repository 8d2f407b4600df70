package org.practicehub.sample.book;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody's presence at the practice, from the front desk to the door; {@code room} is where they are or last were. */
public record Visit(
        String number,
        String booking,
        Status status,
        String site,
        String room,
        Instant arrivedAt,
        @Nullable Instant endedAt) {

    /** Where somebody is in their visit. */
    public enum Status {
        WAITING,
        ROOMED,
        ENDED,
        CANCELLED
    }

    public boolean isOpen() {
        return status == Status.WAITING || status == Status.ROOMED;
    }

    public Visit in(String newRoom) {
        return new Visit(number, booking, Status.ROOMED, site, newRoom, arrivedAt, null);
    }

    public Visit ended(Instant at) {
        return new Visit(number, booking, Status.ENDED, site, room, arrivedAt, at);
    }

    /** As before it was ended. */
    public Visit reopened() {
        return new Visit(number, booking, Status.ROOMED, site, room, arrivedAt, null);
    }

    public Visit cancelled() {
        return new Visit(number, booking, Status.CANCELLED, site, room, arrivedAt, null);
    }
}
