package org.practicehub.sample.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.sample.Demo;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.practice.Practitioner;

class DayPlannerTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final Roster ROSTER = new Roster(Demo.PRACTICE);

    /** A Monday, a Saturday, a Sunday, Thanksgiving, both changes of the clock, a leap day, and Christmas. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-23,1",
        "2026-11-28,2",
        "2026-11-29,3",
        "2026-11-26,4",
        "2026-11-01,5",
        "2026-03-08,6",
        "2028-02-29,7",
        "2026-12-25,8",
        "2026-11-25,99"
    })
    void bookNobodyAndNoRoomTwice(LocalDate today, long seed) {
        List<Booking> book = twoWeeks(today, seed);

        Conflicts.assertNone(book, mrn -> mrn);
        assertThat(book).filteredOn(b -> b.day().equals(today)).hasSizeGreaterThan(15);
        assertThat(book).allSatisfy(booking -> {
            Practitioner practitioner = Demo.PRACTICE.practitioner(booking.npi());
            int age = Demo.PRACTICE.patients().stream()
                    .filter(p -> p.mrn().equals(booking.mrn()))
                    .findFirst()
                    .orElseThrow()
                    .age(booking.day());
            assertThat(practitioner.sees(age)).isTrue();
            assertThat(Demo.PRACTICE.service(booking.service()).suits(age)).isTrue();
            assertThat(ROSTER.sessions(booking.day(), today))
                    .anyMatch(session -> session.npi().equals(booking.npi())
                            && session.site().equals(booking.site())
                            && !booking.start().isBefore(session.from())
                            && !booking.end().isAfter(session.to()));
        });
    }

    @Test
    void fillsTodayMoreThanTheDaysToCome() {
        Map<LocalDate, Long> visits =
                twoWeeks(MONDAY, 1).stream().collect(Collectors.groupingBy(Booking::day, Collectors.counting()));

        assertThat(visits.get(MONDAY)).isBetween(55L, 95L);
        assertThat(visits.get(MONDAY.plusDays(7))).isBetween(5L, 35L);
        assertThat(visits).doesNotContainKey(MONDAY.with(DayOfWeek.SUNDAY)).doesNotContainKey(MONDAY.plusDays(3));
    }

    @Test
    void leavesEverybodyTheirLunch() {
        Map<String, List<Booking>> byPractitioner = twoWeeks(MONDAY, 1).stream()
                .filter(b -> b.day().equals(MONDAY))
                .collect(Collectors.groupingBy(Booking::npi));

        assertThat(byPractitioner).hasSize(5);
        byPractitioner.values().forEach(day -> assertThat(day)
                .noneMatch(b -> b.start().toLocalTime().isBefore(LocalTime.of(13, 0))
                        && b.end().toLocalTime().isAfter(LocalTime.of(12, 30))));
    }

    @Test
    void putsProceduresIntoTheProcedureRoom() {
        assertThat(twoWeeks(MONDAY, 1))
                .filteredOn(b -> b.service().equals("PROC") && b.site().equals("MAIN"))
                .isNotEmpty()
                .allMatch(b -> b.room().equals("PROC"));
    }

    @Test
    void addsOnlyWhatHasComeInSinceADayWasFilled() {
        Diary diary = new Diary(Demo.PRACTICE, List.of(), UnaryOperator.identity());
        DayPlanner planner = planner();
        LocalDate day = MONDAY.plusDays(4);
        List<Booking> first = planner.fill(day, MONDAY, null, diary, Dice.of(1, "first"));

        List<Booking> sameDay = planner.fill(day, MONDAY, MONDAY, diary, Dice.of(1, "again"));
        List<Booking> later = planner.fill(day, day, MONDAY, diary, Dice.of(1, "later"));

        assertThat(sameDay).isEmpty();
        assertThat(later).isNotEmpty();
        List<Booking> all = new ArrayList<>(first);
        all.addAll(later);
        Conflicts.assertNone(all, mrn -> mrn);
    }

    private static List<Booking> twoWeeks(LocalDate today, long seed) {
        Diary diary = new Diary(Demo.PRACTICE, List.of(), UnaryOperator.identity());
        DayPlanner planner = planner();
        return today.datesUntil(today.plusDays(15))
                .flatMap(day -> planner.fill(day, today, null, diary, Dice.of(seed, day)).stream())
                .toList();
    }

    private static DayPlanner planner() {
        AtomicInteger ids = new AtomicInteger(100_000);
        Clerk clerk = new Clerk(Demo.PRACTICE, () -> "A" + ids.incrementAndGet());
        return new DayPlanner(ROSTER, new Panel(Demo.PRACTICE, Demo.PRACTICE.patients()), clerk);
    }
}
