package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.header;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.mappings.record.Translation;

/** An appointment from booking to its end: one resource, one slot in each calendar (5.2). */
class AppointmentSequenceTest {

    private static final String PID = "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena";
    private static final String DOCTOR = "1234567893^Okafor^Amara^^^Dr^^^NPI^^^^NPI";

    private final List<Translation> held = new ArrayList<>();
    private Wire wire = new Wire();

    private Translation send(String event, String at, String day, String status, String action) {
        Translation translation = wire.receive(
                header("SIU^" + event, at),
                "SCH||A1^LFP-APPT||||PTCANCEL^Patient cancelled^LFP-REASON|||20|min|^^^202612" + day
                        + "090000-0600^202612" + day + "092000-0600||||||||||||||" + status,
                PID,
                "RGS|1|" + action,
                "AIP|1|" + action + "|" + DOCTOR);
        translation.hold().ifPresent(why -> held.add(translation));
        return translation;
    }

    private void book() {
        send("S12", "0800", "01", "Booked", "A");
    }

    private void move() {
        send("S13", "0900", "02", "Booked", "U");
    }

    private void cancel() {
        send("S15", "1000", "02", "Cancelled", "U");
    }

    @Test
    void isOneAppointmentWithOneSlotFromBeginningToEnd() {
        book();
        assertThat(wire.only(Slot.class).getStatus()).isEqualTo(SlotStatus.BUSY);

        move();
        assertThat(wire.only(Appointment.class).getStartElement().getValueAsString())
                .isEqualTo("2026-12-02T09:00:00-06:00");
        assertThat(wire.only(Slot.class).getStartElement().getValueAsString()).isEqualTo("2026-12-02T09:00:00-06:00");

        cancel();
        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(wire.only(Slot.class).getStatus()).isEqualTo(SlotStatus.FREE);
        assertThat(wire.all(Schedule.class)).hasSize(1);
    }

    /** Events heard in any order: the last to happen decides. */
    @ParameterizedTest
    @CsvSource({"123", "132", "213", "231", "312", "321"})
    void comesOutTheSameInEveryOrder(String order) {
        List<Runnable> events = List.of(this::book, this::move, this::cancel);
        order.chars().forEach(digit -> events.get(digit - '1').run());

        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(wire.only(Appointment.class).getStartElement().getValueAsString())
                .isEqualTo("2026-12-02T09:00:00-06:00");
        assertThat(wire.all(Slot.class)).allMatch(slot -> slot.getStatus() == SlotStatus.FREE);
    }

    /** A deletion or a missed appointment is the last word: what comes late is stale, and needs no person. */
    @ParameterizedTest
    @CsvSource({"S17,ENTEREDINERROR", "S26,NOSHOW"})
    void endsTheSameInEveryOrder(String event, AppointmentStatus end) {
        List<Runnable> events =
                List.of(this::book, this::move, this::cancel, () -> send(event, "1100", "02", "Booked", "U"));
        for (String order : List.of("4123", "1423", "1243", "4321", "2413", "3412")) {
            wire = new Wire();
            order.chars().forEach(digit -> events.get(digit - '1').run());

            assertThat(held).as(order).isEmpty();
            assertThat(wire.only(Appointment.class).getStatus()).as(order).isEqualTo(end);
        }
    }

    @Test
    void takesTheTimeOnceMoreWhenBookedAgain() {
        book();
        cancel();
        send("S13", "1100", "03", "Booked", "U");

        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(wire.only(Slot.class).getStatus()).isEqualTo(SlotStatus.BUSY);
    }

    @Test
    void changesNoVersionWhenReplayed() {
        book();
        move();
        send("S14", "0930", "02", "Confirmed", "U");
        cancel();
        List<String> before = wire.versions();

        for (int n = 1; n <= wire.count(); n++) {
            assertThat(wire.replay(n).changes()).as("message %d", n).isEmpty();
        }

        assertThat(wire.versions()).isEqualTo(before);
    }

    @Test
    void losesItsConfirmationWithItsTime() {
        book();
        send("S14", "0830", "01", "Confirmed", "U");
        assertThat(wire.only(Appointment.class).hasExtension("urn:x-hub:extension:patient-confirmed"))
                .isTrue();

        move();

        assertThat(wire.only(Appointment.class).hasExtension("urn:x-hub:extension:patient-confirmed"))
                .isFalse();
    }

    @Test
    void findsThePatientThatABookingBroughtInAgain() {
        book();
        wire.receive(Wire.message("ADT^A28", "0830", PID + "^Maria"));

        assertThat(wire.only(Patient.class).getNameFirstRep().getGiven()).hasSize(2);
    }

    @Test
    void saysWhatItIsAboutPatientFirst() {
        Translation booking = send("S12", "0800", "01", "Booked", "A");

        assertThat(booking.about())
                .containsExactly(
                        "Patient/" + wire.only(Patient.class).getIdPart(),
                        "Appointment/" + wire.only(Appointment.class).getIdPart());
    }

    @Test
    void doesNotUseADeletedNumberAgain() {
        book();
        send("S17", "0900", "01", "Deleted", "U");

        Translation again = send("S12", "1000", "05", "Booked", "A");

        assertThat(again.hold()).isPresent();
        assertThat(again.changes()).isEmpty();
        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.ENTEREDINERROR);
    }

    /** S23 and S24: the later one counts, in whatever order they are heard; no appointment comes of them. */
    @ParameterizedTest
    @ValueSource(strings = {"12", "21"})
    void opensBlockedTimeTheSameInEveryOrder(String turns) {
        List<String[]> events = List.of(taken("SIU^S23", "0800"), taken("SIU^S24", "0810"));
        turns.chars().forEach(digit -> wire.receive(events.get(digit - '1')));
        List<String> before = wire.versions();

        turns.chars().forEach(digit -> wire.receive(events.get(digit - '1')));

        assertThat(wire.only(Slot.class).getStatus()).isEqualTo(Slot.SlotStatus.FREE);
        assertThat(wire.all(Appointment.class)).isEmpty();
        assertThat(wire.versions()).isEqualTo(before);
    }

    private static String[] taken(String event, String time) {
        return new String[] {
            header(event, time),
            "SCH||B1^LFP-APPT|||||||||^^^20261124090000-0600^20261124100000-0600",
            "RGS|1",
            "AIL|1||MAIN^EXAM3^^LFP-LOC"
        };
    }
}
