package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.TimeType;
import org.junit.jupiter.api.Test;
import org.practicehub.server.scheduling.Template.Unusable;

/** Opening hours in local time (practice.md 3.1, 3.5; ottehr#3294: hours must not vanish near midnight). */
class TemplateTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @Test
    void nineOClockStaysNineOClockWhenTheClocksGoForward() throws Unusable {
        Template template = Template.of(weekly("MO", "09:00:00", "12:00:00"));

        // Sunday 8 March 2026 has 23 hours in Chicago.
        List<Span> open = template.open(span("2026-03-02T00:00", "2026-03-10T00:00"));

        assertThat(open)
                .containsExactly(
                        span("2026-03-02T09:00", "2026-03-02T12:00"), span("2026-03-09T09:00", "2026-03-09T12:00"));
        assertThat(Duration.between(open.get(0).from(), open.get(1).from())).isEqualTo(Duration.ofHours(7 * 24 - 1));
    }

    @Test
    void nineOClockStaysNineOClockWhenTheClocksGoBack() throws Unusable {
        Template template = Template.of(weekly("MO", "09:00:00", "12:00:00"));

        List<Span> open = template.open(span("2026-10-26T00:00", "2026-11-03T00:00"));

        assertThat(Duration.between(open.get(0).from(), open.get(1).from())).isEqualTo(Duration.ofHours(7 * 24 + 1));
    }

    @Test
    void isAnHourShorterOverTheNightInWhichTheClocksGoForward() throws Unusable {
        Template template = Template.of(weekly("SU", "01:00:00", "04:00:00"));

        List<Span> open = template.open(span("2026-03-08T00:00", "2026-03-09T00:00"));

        assertThat(open).hasSize(1);
        assertThat(Duration.between(open.get(0).from(), open.get(0).until())).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void isOpenUntilMidnightAndBeyondIt() throws Unusable {
        Template untilMidnight = Template.of(weekly("FR", "20:00:00", "00:00:00"));
        Template beyond = Template.of(weekly("FR", "22:00:00", "02:00:00"));

        assertThat(untilMidnight.open(span("2026-11-27T00:00", "2026-11-28T00:00")))
                .containsExactly(span("2026-11-27T20:00", "2026-11-28T00:00"));
        // Asked for the Saturday alone, what began on the Friday counts.
        assertThat(beyond.open(span("2026-11-28T00:00", "2026-11-29T00:00")))
                .containsExactly(span("2026-11-28T00:00", "2026-11-28T02:00"));
    }

    @Test
    void recursOnTheLeapDayOfLeapYearsAlone() throws Unusable {
        Extension template = new Extension(Terms.TEMPLATE);
        template.addExtension("rrule", new StringType("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"));
        rest(template, "2024-02-29", "09:00:00", "10:00:00");

        List<Span> open = Template.of(template).open(span("2024-01-01T00:00", "2029-01-01T00:00"));

        assertThat(open)
                .containsExactly(
                        span("2024-02-29T09:00", "2024-02-29T10:00"), span("2028-02-29T09:00", "2028-02-29T10:00"));
    }

    @Test
    void leavesOutDaysThatAreExcepted() throws Unusable {
        Extension template = weekly("MO", "09:00:00", "12:00:00");
        template.addExtension("exdate", new DateType("2026-11-30"));

        assertThat(Template.of(template).open(span("2026-11-29T00:00", "2026-12-08T00:00")))
                .containsExactly(span("2026-12-07T09:00", "2026-12-07T12:00"));
    }

    @Test
    void isOneDayWithoutARule() throws Unusable {
        Extension template = new Extension(Terms.TEMPLATE);
        rest(template, "2026-12-24", "08:00:00", "11:00:00");

        assertThat(Template.of(template).open(span("2026-12-01T00:00", "2027-12-31T00:00")))
                .containsExactly(span("2026-12-24T08:00", "2026-12-24T11:00"));
    }

    @Test
    void servesTheVisitsThatItNames() throws Unusable {
        Extension template = weekly("MO", "09:00:00", "12:00:00");
        template.addExtension("service", new Reference("HealthcareService/vaccine"));

        assertThat(Template.of(template).serves("HealthcareService/vaccine")).isTrue();
        assertThat(Template.of(template).serves("HealthcareService/physical")).isFalse();
    }

    /** Calendars of other programs end a rule with a moment, though days are what recurs. */
    @Test
    void endsWithTheDayOnWhichItsRuleEnds() throws Unusable {
        Extension template = new Extension(Terms.TEMPLATE);
        template.addExtension("rrule", new StringType("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261208T055959Z"));
        rest(template, "2026-11-02", "09:00:00", "12:00:00");

        assertThat(Template.of(template).open(span("2026-11-30T00:00", "2027-01-01T00:00")))
                .containsExactly(
                        span("2026-11-30T09:00", "2026-11-30T12:00"), span("2026-12-07T09:00", "2026-12-07T12:00"));
    }

    @Test
    void refusesARuleThatNeverComesTrueAndARoomForNobody() {
        Extension never = new Extension(Terms.TEMPLATE);
        never.addExtension("rrule", new StringType("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"));
        rest(never, "2026-11-01", "09:00:00", "12:00:00");
        Extension nobody = weekly("MO", "09:00:00", "12:00:00");
        nobody.addExtension("capacity", new IntegerType(0));
        Extension noDate = weekly("MO", "09:00:00", "12:00:00");
        noDate.addExtension("exdate", new Reference("Location/x"));

        assertThatThrownBy(() -> Template.of(never)).isInstanceOf(Unusable.class);
        assertThatThrownBy(() -> Template.of(nobody)).isInstanceOf(Unusable.class);
        assertThatThrownBy(() -> Template.of(noDate)).isInstanceOf(Unusable.class);
    }

    @Test
    void saysWhatItCannotUse() {
        assertThatThrownBy(() -> Template.of(weekly("MX", "09:00:00", "12:00:00")))
                .isInstanceOfSatisfying(
                        Unusable.class, why -> assertThat(why.part()).isEqualTo("rrule"));
        assertThatThrownBy(() -> Template.of(weekly("MO", "25:00:00", "12:00:00")))
                .isInstanceOfSatisfying(
                        Unusable.class, why -> assertThat(why.part()).isEqualTo("from"));
        Extension withoutZone = weekly("MO", "09:00:00", "12:00:00");
        withoutZone.getExtension().removeIf(part -> part.getUrl().equals("tz"));
        assertThatThrownBy(() -> Template.of(withoutZone))
                .isInstanceOfSatisfying(
                        Unusable.class, why -> assertThat(why.part()).isEqualTo("tz"));
    }

    private static Extension weekly(String day, String from, String until) {
        Extension template = new Extension(Terms.TEMPLATE);
        template.addExtension("rrule", new StringType("FREQ=WEEKLY;BYDAY=" + day));
        rest(template, "2024-01-01", from, until);
        return template;
    }

    private static void rest(Extension template, String start, String from, String until) {
        template.addExtension("start", new DateType(start));
        // Unchecked, as what others send may be.
        template.addExtension("from", new StringType(from));
        template.addExtension("until", new TimeType(until));
        template.addExtension("tz", new CodeType("America/Chicago"));
    }

    private static Span span(String from, String until) {
        return new Span(instant(from), instant(until));
    }

    private static Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(CHICAGO).toInstant();
    }
}
