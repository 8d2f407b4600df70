package org.practicehub.sample.scenario;

import java.time.LocalDateTime;
import org.practicehub.sample.book.Booking;

/** What comes next for a booking, and when by the practice's clock. */
record Milestone(LocalDateTime at, Booking booking, Kind kind) {

    enum Kind {
        ARRIVE,
        ROOM,
        LEAVE,
        MISS,
        CANCEL
    }
}
