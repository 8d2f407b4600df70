package org.practicehub.sample.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.practicehub.sample.Demo;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Opening;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.patients.Contact;
import org.practicehub.sample.patients.Name;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Reason;

/** Whole messages, byte for byte. A file has a line break where the message has a carriage return. */
class GoldenMessagesTest {

    private static final ZoneId ZONE = Demo.CHICAGO;
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 23, 10, 5, 7, 42_000_000, ZONE);
    private static final Envelope ENVELOPE = new Envelope("TOZ1PQ-000042", NOW, NOW, Demo.PRACTICE.staff("S012"));
    private static final Envelope ENTERED_LATER =
            new Envelope("TOZ1PQ-000043", NOW, NOW.minusMinutes(73), Demo.PRACTICE.staff("S021"));

    private final AdtMessages adt = new AdtMessages(Demo.PRACTICE, ZONE, GoldenMessagesTest::find);
    private final SiuMessages siu = new SiuMessages(Demo.PRACTICE, ZONE);

    @Test
    void arrivalOfAChildWithTwoCoverages() throws IOException {
        Booking booking = booking("100191", "WELLCHILD", "MAIN", "EXAM3");
        same("adt-a04-child-with-two-coverages", adt.arrival(patient("100191"), waiting(), booking, ENVELOPE));
    }

    @Test
    void roomEnteredAfterwards() throws IOException {
        Booking booking = booking("100235", "CHRONIC", "MAIN", "EXAM3");
        same(
                "adt-a08-room-entered-afterwards",
                adt.roomed(patient("100235"), waiting().in("EXAM3"), booking, ENTERED_LATER));
    }

    @Test
    void endOfAVisit() throws IOException {
        Booking booking = booking("100235", "CHRONIC", "MAIN", "EXAM3");
        Visit ended = waiting().in("EXAM3").ended(Instant.parse("2026-11-23T15:31:00Z"));
        same("adt-a03-end-of-a-visit", adt.visitEnd(patient("100235"), ended, booking, ENVELOPE));
    }

    @Test
    void cancelledEndOfAVisitHasNoDischarge() throws IOException {
        Booking booking = booking("100235", "CHRONIC", "MAIN", "EXAM3");
        Visit again = waiting().in("EXAM3").ended(NOW.toInstant()).reopened();
        same("adt-a13-has-no-discharge", adt.endCancelled(patient("100235"), again, booking, ENVELOPE));
    }

    @Test
    void personWhoseSubscriberIsNoPatient() throws IOException {
        same("adt-a28-subscriber-is-no-patient", adt.registration(patient("100952"), ENVELOPE));
    }

    @Test
    void marriedNameKeepsTheOneBefore() throws IOException {
        Patient single = patient("100628");
        Patient married = single.withName(new Name(
                        "Mrs", "D'Angelo-Ruiz", "Elena", "", "", single.name().family()))
                .withMaritalStatus("M");
        same("adt-a31-married-name", adt.personUpdate(married, ENVELOPE));
    }

    @Test
    void merge() throws IOException {
        Patient survivor = patient("100292");
        Patient ended = survivor.under("101058", "AC101058")
                .withName(new Name("", "Muller-Hayes", "Katrin", "", "", ""))
                .withContact(new Contact("", survivor.contact().mobilePhone(), ""));
        same("adt-a40-merge", adt.merge(survivor, ended, ENVELOPE));
    }

    @Test
    void confirmedAppointmentWithWordsThatNeedEscapes() throws IOException {
        Booking booking = booking("100152", "CHRONIC", "NORTH", "EXAM2").withConfirmed(true);
        same("siu-s12-confirmed-with-escapes", siu.booked(booking, patient("100152"), ENVELOPE));
    }

    @Test
    void appointmentMovedToAnotherRoom() throws IOException {
        Booking before = booking("100191", "WELLCHILD", "MAIN", "EXAM3").withConfirmed(true);
        Booking after =
                before.movedTo(new Opening(before.npi(), "NORTH", "EXAM1", LocalDateTime.of(2026, 12, 1, 14, 0)));
        Reason why = Demo.PRACTICE.reason(Reason.Kind.RESCHEDULE, "SCHOOL");
        same("siu-s13-moved-to-another-room", siu.rescheduled(before, after, patient("100191"), why, ENVELOPE));
    }

    @Test
    void cancelledAppointment() throws IOException {
        Booking booking = booking("100191", "WELLCHILD", "MAIN", "EXAM3").with(Booking.Status.CANCELLED);
        Reason why = Demo.PRACTICE.reason(Reason.Kind.CANCEL, "PTCANCEL");
        same("siu-s15-cancelled", siu.cancelled(booking, patient("100191"), why, ENVELOPE));
    }

    private static Booking booking(String mrn, String service, String site, String room) {
        return new Booking(
                "A100007",
                mrn,
                "1234567893",
                site,
                room,
                service,
                LocalDateTime.of(2026, 11, 23, 9, 0),
                Demo.PRACTICE.service(service).minutes(),
                Booking.Status.BOOKED,
                false,
                "PHONE",
                "Diabetes & foot exam",
                "Bring home readings (blood pressure ^ or v)",
                "S013",
                0);
    }

    private static Visit waiting() {
        Instant arrived = Instant.parse("2026-11-23T14:52:00Z");
        return new Visit("V100003", "A100007", Visit.Status.WAITING, "MAIN", "WAIT", arrived, null);
    }

    private static Patient patient(String mrn) {
        return find(mrn).orElseThrow();
    }

    private static Optional<Patient> find(String mrn) {
        return Demo.PRACTICE.patients().stream()
                .filter(p -> p.mrn().equals(mrn))
                .findFirst();
    }

    /** Run with -Dgolden.update to write the files anew, then read the difference. */
    private static void same(String name, String message) throws IOException {
        Path file = Path.of("src/test/resources/golden", name + ".hl7");
        String readable = message.replace('\r', '\n');
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, readable);
        }
        assertThat(message).endsWith("\r").doesNotContain("\n");
        assertThat(readable).isEqualTo(Files.readString(file));
    }
}
