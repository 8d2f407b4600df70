package org.practicehub.sample.scenario;

import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/** When something happened: as it is entered, or earlier and entered afterwards. */
@FunctionalInterface
interface When {

    When NOW = now -> now;

    ZonedDateTime seenFrom(ZonedDateTime now);

    static When at(LocalDateTime time) {
        return now -> time.atZone(now.getZone());
    }
}
