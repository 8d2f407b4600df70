package org.practicehub.server.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A visit as an iCalendar object (RFC 5545, RFC 5546). */
class IcsTest {
    private static final Instant NOW = Instant.parse("2026-10-20T12:00:00Z");

    @Test
    void aVisitIsARequestInTheSitesZone() {
        String text = Ics.request(event("America/Chicago", "Main Street 1, Evanston; 2nd floor"), NOW)
                .text();

        assertThat(text)
                .startsWith("BEGIN:VCALENDAR\r\n")
                .endsWith("END:VCALENDAR\r\n")
                .contains("METHOD:REQUEST\r\n", "UID:visit-1@hub.example.org\r\n", "SEQUENCE:3\r\n")
                .contains("DTSTART;TZID=America/Chicago:20261103T090000\r\n")
                .contains("DTEND;TZID=America/Chicago:20261103T093000\r\n")
                .contains("LOCATION:Main Street 1\\, Evanston\\; 2nd floor\r\n")
                .contains("STATUS:CONFIRMED\r\n");
    }

    /** Clocks went back two days before: the calendar needs that, and when they go forward again. */
    @Test
    void theZoneSaysWhenClocksChangeAroundTheVisit() {
        String text = Ics.request(event("America/Chicago", "x"), NOW).text();

        assertThat(text)
                .contains("BEGIN:STANDARD\r\nDTSTART:20261101T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0600\r\n")
                .contains("BEGIN:DAYLIGHT\r\nDTSTART:20270314T020000\r\nTZOFFSETFROM:-0600\r\nTZOFFSETTO:-0500\r\n");
    }

    @Test
    void aZoneWithoutChangesHasOneOffset() {
        String text = Ics.request(event("UTC", "x"), NOW).text();

        assertThat(text)
                .contains("BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\n");
    }

    @Test
    void aVisitThatIsOffIsACancellationOfTheSameEvent() {
        String text = Ics.cancel(event("America/Chicago", "x"), NOW).text();

        assertThat(text).contains("METHOD:CANCEL\r\n", "UID:visit-1@hub.example.org\r\n", "STATUS:CANCELLED\r\n");
    }

    /** 75 octets at the most, and no letter is cut in two. */
    @Test
    void longLinesAreFoldedBetweenLetters() {
        String text =
                Ics.request(event("America/Chicago", "é".repeat(100)), NOW).text();

        assertThat(text.split("\r\n"))
                .allMatch(line -> line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 75);
        assertThat(text.replace("\r\n ", "")).contains("LOCATION:" + "é".repeat(100) + "\r\n");
    }

    private static Ics.Event event(String zone, String place) {
        Instant from = Instant.parse("2026-11-03T15:00:00Z");
        return new Ics.Event(
                "visit-1@hub.example.org",
                3,
                from,
                from.plusSeconds(1800),
                ZoneId.of(zone),
                "Appointment, Lakeside Family Practice",
                Optional.of(place),
                "desk@example.org",
                "pat@example.org");
    }
}
