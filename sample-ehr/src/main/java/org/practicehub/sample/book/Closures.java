package org.practicehub.sample.book;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;

/** The days on which an American practice is closed: Sundays and the six holidays nearly everybody keeps. */
final class Closures {

    private Closures() {}

    static boolean isClosed(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SUNDAY || holidays(day.getYear()).anyMatch(day::equals);
    }

    private static Stream<LocalDate> holidays(int year) {
        return Stream.of(
                LocalDate.of(year, Month.JANUARY, 1),
                LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)), // Memorial Day
                LocalDate.of(year, Month.JULY, 4),
                LocalDate.of(year, Month.SEPTEMBER, 1)
                        .with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)), // Labor Day
                LocalDate.of(year, Month.NOVEMBER, 1)
                        .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY)), // Thanksgiving
                LocalDate.of(year, Month.DECEMBER, 25));
    }
}
