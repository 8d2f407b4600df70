package org.practicehub.server.scheduling.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What somebody wants to book, as conditions look at it.
 *
 * @param patient empty while nobody said who it is for
 * @param start empty while no time is chosen
 * @param zone by whose clock days are counted
 */
public record Booking(Optional<Facts> patient, Optional<Instant> start, ZoneId zone, Instant now) {

    LocalDate day() {
        return start.orElse(now).atZone(zone).toLocalDate();
    }
}
