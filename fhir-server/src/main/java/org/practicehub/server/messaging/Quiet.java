package org.practicehub.server.messaging;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The hours in which nobody is sent anything, by the recipient's clock. They may go over midnight; equal ends mean none.
 *
 * @param from the first quiet moment
 * @param until the first moment that is not
 */
record Quiet(LocalTime from, LocalTime until) {

    boolean isAt(Instant moment, ZoneId zone) {
        LocalTime time = moment.atZone(zone).toLocalTime();
        if (from.isBefore(until)) {
            return !time.isBefore(from) && time.isBefore(until);
        }
        return !from.equals(until) && (!time.isBefore(from) || time.isBefore(until));
    }

    /** That moment, or the end of the quiet hours that it lies in. */
    Instant after(Instant moment, ZoneId zone) {
        if (!isAt(moment, zone)) {
            return moment;
        }
        ZonedDateTime local = moment.atZone(zone);
        ZonedDateTime end = local.toLocalDate().atTime(until).atZone(zone);
        return (end.isAfter(local)
                        ? end
                        : local.toLocalDate().plusDays(1).atTime(until).atZone(zone))
                .toInstant();
    }

    /** The next day's first moment in which something may be sent. */
    Instant nextDay(Instant moment, ZoneId zone) {
        return after(
                moment.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant(), zone);
    }
}
