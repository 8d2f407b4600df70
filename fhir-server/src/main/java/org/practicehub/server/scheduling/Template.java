package org.practicehub.server.scheduling;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Schedule;

/**
 * When a calendar is open: a rule of RFC 5545 for the days, and hours by the clock of its zone, kept as they were said and worked
 * out anew each time, so that nine o'clock stays nine o'clock when the clocks change (practice.md 3.1).
 */
final class Template {
    private static final long MOST_DAYS = 2000;
    private static final int MOST_AT_ONCE = 1000;

    private final LocalDate first;
    private final Optional<RecurrenceRule> rule;
    private final Set<LocalDate> except;
    private final LocalTime from;
    private final LocalTime until;
    private final ZoneId zone;
    private final Optional<String> location;
    private final Set<String> services;
    private final Shown shown;

    /**
     * To whom it is shown.
     *
     * @param to the codes that it says; everybody, when empty
     * @param from the staff alone before then
     */
    private record Shown(Set<String> to, Optional<Instant> from) {
        private static final Set<String> CODES = Set.of("public", "portal", "staff", "referral");
    }

    private Template(
            LocalDate first,
            Optional<RecurrenceRule> rule,
            Set<LocalDate> except,
            LocalTime from,
            LocalTime until,
            ZoneId zone,
            Optional<String> location,
            Set<String> services,
            Shown shown) {
        this.first = first;
        this.rule = rule;
        this.except = except;
        this.from = from;
        this.until = until;
        this.zone = zone;
        this.location = location;
        this.services = services;
        this.shown = shown;
    }

    /** Why a template cannot be used: a sentence, and the part of the extension. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        private final String part;
        private final String sentence;

        Unusable(String part, String sentence) {
            super(sentence);
            this.part = part;
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }

        String part() {
            return part;
        }
    }

    /** The templates of a Schedule, in its order. */
    static List<Template> of(Schedule schedule) throws Unusable {
        List<Template> templates = new ArrayList<>();
        for (Extension extension : schedule.getExtensionsByUrl(Terms.TEMPLATE)) {
            templates.add(of(extension));
        }
        return templates;
    }

    static Template of(Extension extension) throws Unusable {
        LocalDate first = date(needed(extension, "start"), "start");
        Set<LocalDate> except = new HashSet<>();
        for (Extension day : extension.getExtensionsByUrl("exdate")) {
            except.add(date(text(day, "exdate"), "exdate"));
        }
        Set<String> services = new HashSet<>();
        extension.getExtensionsByUrl("service").forEach(one -> services.add(reference(one)));
        ZoneId zone = zone(needed(extension, "tz"));
        checkCapacity(extension);
        return new Template(
                first,
                rule(extension, first, zone),
                except,
                time(needed(extension, "from"), "from"),
                time(needed(extension, "until"), "until"),
                zone,
                Optional.ofNullable(extension.getExtensionByUrl("location")).map(Template::reference),
                services,
                shown(extension));
    }

    private static Shown shown(Extension extension) throws Unusable {
        Set<String> to = new HashSet<>();
        for (Extension one : extension.getExtensionsByUrl("visibility")) {
            String code = text(one, "visibility");
            if (!Shown.CODES.contains(code)) {
                throw new Unusable(
                        "visibility",
                        "The template's 'visibility' must be one of " + String.join(", ", new TreeSet<>(Shown.CODES))
                                + ": " + code + ".");
            }
            to.add(code);
        }
        Extension release = extension.getExtensionByUrl("releaseAt");
        if (release == null) {
            return new Shown(to, Optional.empty());
        }
        if (release.getValue() instanceof BaseDateTimeType time && time.getValue() != null) {
            return new Shown(to, Optional.of(time.getValue().toInstant()));
        }
        throw new Unusable("releaseAt", "The template's 'releaseAt' is no date and time.");
    }

    private static String reference(Extension extension) {
        return extension.getValue() instanceof Reference reference ? String.valueOf(reference.getReference()) : "";
    }

    private static String needed(Extension extension, String part) throws Unusable {
        Extension found = extension.getExtensionByUrl(part);
        if (found == null) {
            throw new Unusable(part, "The template does not say its '" + part + "'.");
        }
        return text(found, part);
    }

    private static String text(Extension extension, String part) throws Unusable {
        if (extension.getValue() instanceof PrimitiveType<?> value && value.getValueAsString() != null) {
            return value.getValueAsString();
        }
        throw new Unusable(part, "The template's '" + part + "' has no simple value.");
    }

    /** How many may be there at once. */
    static int capacity(Extension template) {
        return template.getExtensionByUrl("capacity") != null
                        && template.getExtensionByUrl("capacity").getValue() instanceof IntegerType value
                        && value.getValue() != null
                ? value.getValue()
                : 1;
    }

    private static void checkCapacity(Extension template) throws Unusable {
        if (template.hasExtension("capacity")) {
            String text = text(template.getExtensionByUrl("capacity"), "capacity");
            int capacity =
                    template.getExtensionByUrl("capacity").getValue() instanceof IntegerType ? capacity(template) : 0;
            if (capacity < 1 || capacity > MOST_AT_ONCE) {
                throw new Unusable(
                        "capacity", "The template's 'capacity' must be 1 to " + MOST_AT_ONCE + ": " + text + ".");
            }
        }
    }

    private static LocalDate date(String text, String part) throws Unusable {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Unusable(part, "The template's '" + part + "' is no date: " + text + ".");
        }
    }

    private static LocalTime time(String text, String part) throws Unusable {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new Unusable(part, "The template's '" + part + "' is no time of day: " + text + ".");
        }
    }

    private static ZoneId zone(String text) throws Unusable {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new Unusable("tz", "The template's 'tz' is no time zone: " + text + ".");
        }
    }

    private static Optional<RecurrenceRule> rule(Extension extension, LocalDate first, ZoneId zone) throws Unusable {
        if (!extension.hasExtension("rrule")) {
            return Optional.empty();
        }
        String text = text(extension.getExtensionByUrl("rrule"), "rrule");
        try {
            RecurrenceRule rule = new RecurrenceRule(text, RfcMode.RFC5545_STRICT);
            boolean byDays =
                    switch (rule.getFreq()) {
                        case DAILY, WEEKLY, MONTHLY, YEARLY -> true;
                        case HOURLY, MINUTELY, SECONDLY -> false;
                    };
            if (!byDays) {
                throw new Unusable("rrule", "The template's 'rrule' must go by days or longer: " + text + ".");
            }
            untilADay(rule, zone);
            // A rule that never comes true is found out when it is followed.
            if (!rule.iterator(day(first)).hasNext()) {
                throw new Unusable("rrule", "The template's 'rrule' has no day: " + text + ".");
            }
            return Optional.of(rule);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw new Unusable(
                    "rrule", "The template's 'rrule' is no rule of RFC 5545 that can be followed: " + text + ".");
        }
    }

    /** The rule names days; a moment until which it holds is the day that it falls on there. */
    private static void untilADay(RecurrenceRule rule, ZoneId zone) {
        DateTime until = rule.getUntil();
        if (until != null && !until.isAllDay()) {
            LocalDate last = until.isFloating()
                    ? LocalDate.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth())
                    : Instant.ofEpochMilli(until.getTimestamp()).atZone(zone).toLocalDate();
            rule.setUntil(day(last));
        }
    }

    ZoneId zone() {
        return zone;
    }

    /** The site that it is for, {@code Location/x}; everywhere without one. */
    Optional<String> location() {
        return location;
    }

    /** Whether visits of this type, {@code HealthcareService/x}, may be in it. */
    boolean serves(String service) {
        return services.isEmpty() || services.contains(service);
    }

    /** Whether patients may book in it now. */
    boolean isForPatients(Instant now) {
        boolean said = shown.to().isEmpty()
                || shown.to().contains("public")
                || shown.to().contains("portal");
        return said && shown.from().filter(now::isBefore).isEmpty();
    }

    /** When it is open within the window, in order. An end that is not after the beginning is the next day's. */
    List<Span> open(Span window) {
        List<Span> open = new ArrayList<>();
        // A day before: what is open over midnight began then.
        LocalDate begin = window.from().atZone(zone).toLocalDate().minusDays(1);
        LocalDate end = window.until().atZone(zone).toLocalDate();
        for (LocalDate day : days(begin, end)) {
            Span span = on(day).within(window);
            if (!span.isEmpty()) {
                open.add(span);
            }
        }
        return open;
    }

    private Span on(LocalDate day) {
        LocalDate last = until.isAfter(from) ? day : day.plusDays(1);
        return new Span(
                ZonedDateTime.of(day, from, zone).toInstant(),
                ZonedDateTime.of(last, until, zone).toInstant());
    }

    private List<LocalDate> days(LocalDate begin, LocalDate end) {
        List<LocalDate> days = new ArrayList<>();
        if (rule.isEmpty()) {
            days.add(first);
        } else {
            RecurrenceRuleIterator dates = rule.get().iterator(day(first));
            if (begin.isAfter(first)) {
                dates.fastForward(day(begin));
            }
            for (long seen = 0; seen < MOST_DAYS && dates.hasNext(); seen++) {
                DateTime next = dates.nextDateTime();
                LocalDate day = LocalDate.of(next.getYear(), next.getMonth() + 1, next.getDayOfMonth());
                if (day.isAfter(end)) {
                    break;
                }
                days.add(day);
            }
        }
        days.removeIf(day -> day.isBefore(begin) || day.isAfter(end) || except.contains(day));
        return days;
    }

    private static DateTime day(LocalDate date) {
        return new DateTime(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
    }
}
