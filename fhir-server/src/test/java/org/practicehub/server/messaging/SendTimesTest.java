package org.practicehub.server.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** When a message is due: by the calendar over both changes of the clocks, and outside the quiet hours. */
class SendTimesTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final Quiet NIGHT = new Quiet(LocalTime.of(21, 0), LocalTime.of(8, 0));

    /** Clocks go forward on 2026-03-08 and back on 2026-11-01. */
    @Test
    void sevenDaysBeforeIsTheSameTimeOfDayOverBothChangesOfTheClocks() {
        assertThat(before("7d", "2026-03-10T09:00")).isEqualTo(chicago("2026-03-03T09:00"));
        assertThat(before("7d", "2026-11-03T09:00")).isEqualTo(chicago("2026-10-27T09:00"));
    }

    @Test
    void hoursAreHours() {
        assertThat(before("2h", "2026-03-08T03:30")).isEqualTo(chicago("2026-03-08T00:30"));
        assertThat(before("90m", "2026-11-01T09:00")).isEqualTo(chicago("2026-11-01T07:30"));
    }

    /** Half past two does not exist on the day on which clocks go forward. */
    @Test
    void aTimeThatDoesNotExistIsTheNextOneThatDoes() {
        assertThat(before("2d", "2026-03-10T02:30")).isEqualTo(chicago("2026-03-08T03:30"));
    }

    @Test
    void quietHoursGoOverMidnight() {
        assertThat(after(NIGHT, "2026-06-01T20:59")).isEqualTo(chicago("2026-06-01T20:59"));
        assertThat(after(NIGHT, "2026-06-01T21:00")).isEqualTo(chicago("2026-06-02T08:00"));
        assertThat(after(NIGHT, "2026-06-02T00:00")).isEqualTo(chicago("2026-06-02T08:00"));
        assertThat(after(NIGHT, "2026-06-02T07:59")).isEqualTo(chicago("2026-06-02T08:00"));
        assertThat(after(NIGHT, "2026-06-02T08:00")).isEqualTo(chicago("2026-06-02T08:00"));
    }

    @Test
    void quietHoursMayLieWithinADayOrNotBe() {
        Quiet noon = new Quiet(LocalTime.of(12, 0), LocalTime.of(14, 0));
        assertThat(after(noon, "2026-06-01T13:00")).isEqualTo(chicago("2026-06-01T14:00"));
        assertThat(after(noon, "2026-06-01T22:00")).isEqualTo(chicago("2026-06-01T22:00"));

        Quiet never = new Quiet(LocalTime.of(0, 0), LocalTime.of(0, 0));
        assertThat(after(never, "2026-06-01T03:00")).isEqualTo(chicago("2026-06-01T03:00"));
    }

    /** By the recipient's clock: 9 p.m. at the site is still 7 p.m. for who is in Los Angeles. */
    @Test
    void whoIsElsewhereHasANightOfTheirOwn() {
        Instant evening = chicago("2026-06-01T21:30");

        assertThat(NIGHT.isAt(evening, CHICAGO)).isTrue();
        assertThat(NIGHT.isAt(evening, ZoneId.of("America/Los_Angeles"))).isFalse();
    }

    @Test
    void theNightOfAClockChangeEndsAtEight() {
        assertThat(after(NIGHT, "2026-10-31T23:00")).isEqualTo(chicago("2026-11-01T08:00"));
        assertThat(after(NIGHT, "2026-03-07T23:00")).isEqualTo(chicago("2026-03-08T08:00"));
    }

    @Test
    void whatHasToWaitForTheNextDayWaitsUntilItsFirstMomentThatIsNotQuiet() {
        assertThat(NIGHT.nextDay(chicago("2026-06-01T10:00"), CHICAGO)).isEqualTo(chicago("2026-06-02T08:00"));
    }

    @Test
    void whatIsNoLeadIsNone() {
        assertThat(Lead.parse("0d")).isEmpty();
        assertThat(Lead.parse("61d")).isEmpty();
        assertThat(Lead.parse("2w")).isEmpty();
        assertThat(Lead.parse("7 d")).isEmpty();
    }

    private static Instant before(String lead, String visit) {
        return Lead.parse(lead).orElseThrow().before(chicago(visit), CHICAGO);
    }

    private static Instant after(Quiet quiet, String local) {
        return quiet.after(chicago(local), CHICAGO);
    }

    private static Instant chicago(String local) {
        return LocalDateTime.parse(local).atZone(CHICAGO).toInstant();
    }
}
