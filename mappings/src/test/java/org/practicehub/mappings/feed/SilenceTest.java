package org.practicehub.mappings.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a feed is quiet for too long, by the clock on the practice's wall. */
class SilenceTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final String WORKING_HOURS =
            "{ afterMinutes: 30, from: 07:00, to: 18:00, days: [mon, tue, wed, thu, fri] }";

    /** 2 March 2026 is a Monday; on 8 March the clocks went forward. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-02T09:40, 2026-03-02T10:09, false, within the time allowed",
        "2026-03-02T09:40, 2026-03-02T10:10, true,  when it is over",
        "2026-03-02T06:59, 2026-03-02T07:29, false, the hours have just begun",
        "2026-03-02T06:59, 2026-03-02T07:30, true,  and have gone on for long enough",
        "2026-03-02T17:50, 2026-03-02T18:20, false, after hours",
        "2026-02-27T17:50, 2026-03-02T07:20, false, a weekend does not count",
        "2026-02-27T17:50, 2026-03-02T07:30, true,  nor does it heal",
        "2026-02-28T12:00, 2026-02-28T15:00, false, a Saturday",
        "2026-03-06T12:00, 2026-03-09T07:30, true,  the first Monday of summer time",
    })
    void countsTheHoursInWhichMessagesAreExpected(LocalDateTime last, LocalDateTime now, boolean exceeded, String why) {
        assertThat(exceeded(WORKING_HOURS, last, now)).as(why).isEqualTo(exceeded);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T22:30, 2026-03-02T23:59, false",
        "2026-03-02T22:30, 2026-03-03T00:30, true",
        "2026-03-03T02:00, 2026-03-03T04:00, true",
        "2026-03-03T02:00, 2026-03-03T06:00, false",
        // Begun on Friday; none begins on Saturday.
        "2026-03-06T23:00, 2026-03-07T01:00, true",
        "2026-03-07T23:00, 2026-03-08T01:00, false",
    })
    void hoursMayGoOnPastMidnight(LocalDateTime last, LocalDateTime now, boolean exceeded) {
        assertThat(exceeded(
                        "{ afterMinutes: 120, from: 22:00, to: 06:00, days: [mon, tue, wed, thu, fri] }", last, now))
                .isEqualTo(exceeded);
    }

    @ParameterizedTest
    @CsvSource({
        "'{ afterMinutes: 120 }',                             2026-03-02T23:00, 2026-03-03T01:00, true",
        "'{ afterMinutes: 120 }',                             2026-03-02T23:00, 2026-03-03T00:59, false",
        "'{ afterMinutes: 1440 }',                            2026-03-02T23:00, 2026-03-03T23:00, true",
        "'{ afterMinutes: 120, from: 07:00, to: 24:00 }',     2026-03-02T21:00, 2026-03-02T23:00, true",
        "'{ afterMinutes: 120, from: 07:00, to: 24:00 }',     2026-03-02T23:00, 2026-03-03T01:00, false",
        "'{ afterMinutes: 120, from: 00:00, to: 24:00, days: mon }', 2026-03-02T23:00, 2026-03-03T01:00, false",
    })
    void midnightIsNoBreakWhereMessagesAreExpectedAllDay(
            String silence, LocalDateTime last, LocalDateTime now, boolean exceeded) {
        assertThat(exceeded(silence, last, now)).isEqualTo(exceeded);
    }

    private static boolean exceeded(String silence, LocalDateTime last, LocalDateTime now) {
        try {
            Feed feed = Feeds.parse("feed: x\nzone: " + CHICAGO + "\nlisten: mllp://x:1\nsilence: " + silence + "\n");
            return feed.silence()
                    .orElseThrow()
                    .isExceeded(
                            last.atZone(CHICAGO).toInstant(),
                            now.atZone(CHICAGO).toInstant(),
                            feed.zone());
        } catch (FeedsRefused e) {
            throw new AssertionError(e);
        }
    }
}
