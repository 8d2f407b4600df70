package org.practicehub.sample.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says where somebody or some room is in two bookings at once. */
public final class Conflicts {

    private Conflicts() {}

    /** @param person the number that stands for a person of whom there is more than one */
    public static void assertNone(Collection<Booking> bookings, Function<String, String> person) {
        assertNone(bookings, "practitioner", Booking::npi);
        assertNone(bookings, "room", b -> b.site() + "-" + b.room());
        assertNone(bookings, "patient", b -> person.apply(b.mrn()));
    }

    private static void assertNone(Collection<Booking> bookings, String what, Function<Booking, String> key) {
        Map<String, List<Booking>> groups =
                bookings.stream().filter(Booking::holdsTime).collect(Collectors.groupingBy(key));
        groups.values().forEach(group -> {
            LocalDateTime free = LocalDateTime.MIN;
            for (Booking booking :
                    group.stream().sorted(Comparator.comparing(Booking::start)).toList()) {
                assertThat(booking.start()).as(what + " of " + booking.id()).isAfterOrEqualTo(free);
                free = booking.end();
            }
        });
    }
}
