package org.practicehub.sample.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.sample.Demo;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.patients.Contact;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.table.BadTable;

class ChartTest {

    private static final Instant NOW = Instant.parse("2026-11-23T16:05:00Z");
    private static final Patient KNOWN = Demo.PRACTICE.patients().get(0);

    @TempDir
    Path folder;

    @Test
    void remembersEverythingAfterAnotherStart() {
        Booking booking = booking("A100001", LocalDate.of(2026, 11, 23));
        Visit visit = new Visit("V100001", "A100001", Visit.Status.ENDED, "MAIN", "EXAM1", NOW, NOW.plusSeconds(60));
        Patient changed = KNOWN.withContact(new Contact("", "312-555-0199", "tab\there\\n@example.org"));
        Outgoing unanswered = new Outgoing("X-000002", "A04", "MSH|^~\\&|\rPID|1\r");
        try (Chart chart = open()) {
            chart.commit(new Change().put(booking).put(visit).put(changed).filled(booking.day(), booking.day()));
            chart.commit(
                    new Change().send(new Outgoing("X-000001", "S12", "MSH")).send(unanswered));
            chart.commit(new Change().answered(new Outgoing("X-000001", "S12", "MSH"), "AA"));
        }

        try (Chart chart = open()) {
            assertThat(chart.booking("A100001")).hasValue(booking);
            assertThat(chart.visitOf(booking)).hasValue(visit);
            assertThat(chart.patient(KNOWN.mrn())).hasValue(changed);
            assertThat(chart.filled(booking.day())).hasValue(booking.day());
            assertThat(chart.firstUnanswered()).hasValue(unanswered);
        }
    }

    @Test
    void neverGivesOutANumberTwice() {
        String control;
        try (Chart chart = open()) {
            control = chart.nextControlId();
            assertThat(chart.nextAppointment()).isEqualTo("A100001");
            assertThat(chart.nextMrn()).isGreaterThan(KNOWN.mrn());
            chart.commit(new Change());
        }

        try (Chart chart = open()) {
            assertThat(chart.nextControlId()).isNotEqualTo(control).hasSizeLessThanOrEqualTo(20);
            assertThat(chart.nextAppointment()).isEqualTo("A100002");
        }
    }

    @Test
    void takesOtherControlIdsWhenItBeginsAnew() {
        String before;
        try (Chart chart = Chart.open(folder.resolve("one"), List.of(KNOWN), NOW)) {
            before = chart.nextControlId();
        }

        try (Chart chart = Chart.open(folder.resolve("two"), List.of(KNOWN), NOW.plusSeconds(1))) {
            assertThat(chart.nextControlId()).isNotEqualTo(before);
        }
    }

    @Test
    void survivesBeingCutOffAtAnyByteOfTheLastWrite() throws IOException {
        Booking first = booking("A100001", LocalDate.of(2026, 11, 23));
        Booking second = booking("A100002", LocalDate.of(2026, 11, 23));
        Path ledger = folder.resolve("ehr.ledger");
        int sealed;
        try (Chart chart = open()) {
            chart.commit(new Change().put(first));
            sealed = (int) Files.size(ledger);
            chart.commit(new Change().put(second).send(new Outgoing("X-1", "S12", "MSH|Åkesson\r")));
        }
        byte[] whole = Files.readAllBytes(ledger);

        for (int length = sealed; length < whole.length; length++) {
            Files.write(ledger, Arrays.copyOf(whole, length));
            try (Chart chart = open()) {
                assertThat(chart.bookings()).as("cut at " + length).containsExactly(first);
                assertThat(chart.firstUnanswered()).isEmpty();
                chart.commit(new Change().put(second));
            }
            try (Chart chart = open()) {
                assertThat(chart.bookings()).containsExactly(first, second);
            }
        }
    }

    @Test
    void refusesALedgerThatSomebodyChanged() throws IOException {
        try (Chart chart = open()) {
            chart.commit(new Change().put(booking("A100001", LocalDate.of(2026, 11, 23))));
        }
        Path ledger = folder.resolve("ehr.ledger");
        Files.writeString(ledger, Files.readString(ledger).replace("EXAM1", "EXAM2"));

        assertThatThrownBy(this::open).isInstanceOf(BadTable.class).hasMessageContaining("was damaged");
    }

    @Test
    void refusesToShareItsFolder() {
        try (Chart chart = open()) {
            assertThat(chart.patients()).hasSize(1);
            assertThatThrownBy(this::open).hasMessageContaining("another sample EHR is running");
        }
    }

    @Test
    void forgetsOldDaysAndNothingElse() throws IOException {
        Booking old = booking("A100001", LocalDate.of(2026, 11, 1));
        Booking recent = booking("A100002", LocalDate.of(2026, 11, 23));
        Outgoing unanswered = new Outgoing("X-000002", "A04", "MSH|^~\\&|\r");
        String next;
        try (Chart chart = open()) {
            chart.commit(new Change().put(old).put(recent).filled(old.day(), old.day()));
            chart.commit(new Change().send(unanswered));
            long before = Files.size(folder.resolve("ehr.ledger"));

            chart.forgetBefore(LocalDate.of(2026, 11, 9));

            assertThat(Files.size(folder.resolve("ehr.ledger"))).isLessThan(before);
            chart.commit(new Change().put(recent.withConfirmed(true)));
            next = chart.nextControlId();
        }

        try (Chart chart = open()) {
            assertThat(chart.bookings()).containsExactly(recent.withConfirmed(true));
            assertThat(chart.filled(old.day())).isEmpty();
            assertThat(chart.firstUnanswered()).hasValue(unanswered);
            assertThat(chart.nextControlId()).isEqualTo(next);
        }
    }

    private Chart open() {
        return Chart.open(folder, List.of(KNOWN), NOW);
    }

    private static Booking booking(String id, LocalDate day) {
        return new Booking(
                id,
                KNOWN.mrn(),
                "1234567893",
                "MAIN",
                "EXAM1",
                "SICK",
                LocalDateTime.of(day, java.time.LocalTime.of(9, 20)),
                20,
                Booking.Status.BOOKED,
                true,
                "PHONE",
                "Ear pain",
                "",
                "S011",
                0);
    }
}
