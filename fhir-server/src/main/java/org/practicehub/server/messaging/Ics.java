package org.practicehub.server.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Writes a visit as an iCalendar object (RFC 5545, RFC 5546). It says when and where and nothing about why: a calendar is shown to
 * colleagues and families.
 */
final class Ics {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
    private static final DateTimeFormatter UTC = LOCAL.withZone(ZoneOffset.UTC);
    private static final int LINE = 75;

    private final StringBuilder text = new StringBuilder();

    private Ics() {}

    /**
     * What it says.
     *
     * @param uid the same however often the visit moves
     * @param sequence higher each time it is told anew
     * @param title neutral
     */
    record Event(
            String uid,
            long sequence,
            Instant from,
            Instant until,
            ZoneId zone,
            String title,
            Optional<String> place,
            String organizer,
            String attendee) {}

    static Outgoing.Calendar request(Event event, Instant now) {
        return new Outgoing.Calendar("REQUEST", new Ics().write(event, "REQUEST", "CONFIRMED", now));
    }

    static Outgoing.Calendar cancel(Event event, Instant now) {
        return new Outgoing.Calendar("CANCEL", new Ics().write(event, "CANCEL", "CANCELLED", now));
    }

    private String write(Event event, String method, String status, Instant now) {
        line("BEGIN:VCALENDAR");
        line("PRODID:-//Practice Hub//Reminders//EN");
        line("VERSION:2.0");
        line("METHOD:" + method);
        zone(event.zone(), event.from());
        line("BEGIN:VEVENT");
        line("UID:" + event.uid());
        line("SEQUENCE:" + event.sequence());
        line("DTSTAMP:" + UTC.format(now) + "Z");
        line("DTSTART;TZID=" + event.zone() + ":" + LOCAL.format(event.from().atZone(event.zone())));
        line("DTEND;TZID=" + event.zone() + ":" + LOCAL.format(event.until().atZone(event.zone())));
        line("SUMMARY:" + escape(event.title()));
        event.place().ifPresent(place -> line("LOCATION:" + escape(place)));
        line("ORGANIZER:mailto:" + event.organizer());
        line("ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:" + event.attendee());
        line("STATUS:" + status);
        line("CLASS:PRIVATE");
        line("TRANSP:OPAQUE");
        line("END:VEVENT");
        line("END:VCALENDAR");
        return text.toString();
    }

    /** The zone's offset at the visit, and the change of clocks before and after it: all that a calendar needs for one event. */
    private void zone(ZoneId zone, Instant at) {
        ZoneRules rules = zone.getRules();
        line("BEGIN:VTIMEZONE");
        line("TZID:" + zone);
        Optional<ZoneOffsetTransition> before = Optional.ofNullable(rules.previousTransition(at.plusSeconds(1)));
        if (before.isPresent()) {
            observance(rules, before.get());
        } else {
            observance(rules, at, rules.getOffset(at), LocalDateTime.of(1970, 1, 1, 0, 0), rules.getOffset(at));
        }
        Optional.ofNullable(rules.nextTransition(at)).ifPresent(after -> observance(rules, after));
        line("END:VTIMEZONE");
    }

    private void observance(ZoneRules rules, ZoneOffsetTransition change) {
        observance(
                rules,
                change.getInstant(),
                change.getOffsetBefore(),
                change.getDateTimeBefore(),
                change.getOffsetAfter());
    }

    private void observance(ZoneRules rules, Instant at, ZoneOffset from, LocalDateTime start, ZoneOffset to) {
        String kind = rules.isDaylightSavings(at) ? "DAYLIGHT" : "STANDARD";
        line("BEGIN:" + kind);
        line("DTSTART:" + LOCAL.format(start));
        line("TZOFFSETFROM:" + offset(from));
        line("TZOFFSETTO:" + offset(to));
        line("END:" + kind);
    }

    private static String offset(ZoneOffset offset) {
        int seconds = offset.getTotalSeconds();
        String text = String.format(
                "%s%02d%02d", seconds < 0 ? "-" : "+", Math.abs(seconds) / 3600, Math.abs(seconds) / 60 % 60);
        return seconds % 60 == 0 ? text : text + String.format("%02d", Math.abs(seconds) % 60);
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\R", "\\\\n");
    }

    /** Folded after 75 octets, and never within a letter (RFC 5545, 3.1). */
    private void line(String content) {
        int octets = 0;
        for (int i = 0; i < content.length(); ) {
            String letter = Character.toString(content.codePointAt(i));
            int size = letter.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(letter);
            octets += size;
            i += letter.length();
        }
        text.append("\r\n");
    }
}
