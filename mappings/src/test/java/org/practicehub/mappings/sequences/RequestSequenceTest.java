package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.header;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Translation;

/** A request for an appointment, from its first word to what becomes of it: one Appointment, one Task (5.2). */
class RequestSequenceTest {

    private static final String PID = "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena";
    private static final String DOCTOR = "1234567893^Okafor^Amara^^^Dr^^^NPI^^^^NPI";

    private final Wire wire = new Wire();

    private Translation send(String event, String at, String day) {
        return wire.receive(
                header("SRM^" + event, at),
                "ARQ|P1^LFP-PLACER|||||PTCANCEL^Patient cancelled^LFP-REASON|||20|min|202612" + day
                        + "080000-0600^202612" + day + "120000-0600",
                PID,
                "RGS|1|A",
                "AIP|1||" + DOCTOR);
    }

    private void ask() {
        send("S01", "0800", "01");
    }

    private void move() {
        send("S02", "0900", "02");
    }

    private void withdraw() {
        send("S04", "1000", "02");
    }

    /** What a person does by way of FHIR: no feed's event, and so no mark of one. */
    private <T extends Resource> void byHand(Class<T> type, Consumer<T> change) {
        T before = wire.only(type);
        T after = type.cast(before.copy());
        change.accept(after);
        Translation written = new Translation(
                List.of(new Change(after, Optional.of(before))),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Instant.parse("2026-11-23T15:30:00Z"),
                List.of());
        wire.record().apply(written, new Context(TestFeeds.named("hears"), Instant.EPOCH, 9000, "by-hand"));
    }

    private void book() {
        byHand(Appointment.class, appointment -> appointment
                .setStatus(AppointmentStatus.BOOKED)
                .setStartElement(new InstantType("2026-12-01T10:00:00-06:00"))
                .setEndElement(new InstantType("2026-12-01T10:20:00-06:00")));
        byHand(Task.class, task -> task.setStatus(TaskStatus.COMPLETED));
    }

    private String wanted() {
        return wire.only(Appointment.class)
                .getRequestedPeriod()
                .get(0)
                .getStartElement()
                .getValueAsString();
    }

    @Test
    void takesNoTimeInAnyCalendar() {
        ask();

        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.PROPOSED);
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.REQUESTED);
        assertThat(wire.all(Slot.class)).isEmpty();
    }

    /** Requests heard in any order: the last to be made decides (G18). */
    @ParameterizedTest
    @CsvSource({"123", "132", "213", "231", "312", "321"})
    void comesOutTheSameInEveryOrder(String order) {
        List<Runnable> events = List.of(this::ask, this::move, this::withdraw);
        order.chars().forEach(digit -> events.get(digit - '1').run());

        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(wire.all(Task.class)).noneMatch(task -> task.getStatus() == TaskStatus.REQUESTED);
    }

    @ParameterizedTest
    @CsvSource({"12", "21"})
    void isWantedWhenItWasLastWanted(String order) {
        List<Runnable> events = List.of(this::ask, this::move);
        order.chars().forEach(digit -> events.get(digit - '1').run());

        assertThat(wanted()).isEqualTo("2026-12-02T08:00:00-06:00");
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.REQUESTED);
    }

    @Test
    void changesNoVersionWhenReplayed() {
        ask();
        move();
        send("S07", "0930", "02");
        withdraw();
        List<String> before = wire.versions();

        for (int n = 1; n <= wire.count(); n++) {
            assertThat(wire.replay(n).changes()).as("message %d", n).isEmpty();
        }

        assertThat(wire.versions()).isEqualTo(before);
    }

    /** G16 holds for what people did meanwhile: a message that comes again undoes none of it. */
    @Test
    void leavesWhatPeopleDidWhenReplayed() {
        ask();
        move();
        book();
        send("S02", "1000", "03");
        byHand(Task.class, task -> task.setStatus(TaskStatus.REJECTED));
        List<String> before = wire.versions();

        for (int n = 1; n <= wire.count(); n++) {
            wire.replay(n);
        }
        send("S02", "1000", "03"); // once more, under a number of its own: its deduplication has run out

        assertThat(wire.versions()).isEqualTo(before);
    }

    @Test
    void movesNoBookingAndAsksAPerson() {
        ask();
        book();

        send("S02", "1100", "03");

        assertThat(wire.only(Appointment.class).getStartElement().getValueAsString())
                .isEqualTo("2026-12-01T10:00:00-06:00");
        assertThat(wanted()).isEqualTo("2026-12-01T08:00:00-06:00");
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.REQUESTED);
    }

    @Test
    void asksForTheLastTimeThatWasWantedInEveryOrder() {
        ask();
        book();

        send("S02", "1200", "04");
        send("S02", "1100", "03");

        assertThat(wire.only(Task.class).getInput())
                .filteredOn(input -> input.getType().getText().equals("Wanted time"))
                .singleElement()
                .satisfies(input -> assertThat(
                                ((Period) input.getValue()).getStartElement().getValueAsString())
                        .isEqualTo("2026-12-04T08:00:00-06:00"));
    }

    @Test
    void freesTheCalendarWhenABookingIsTakenBack() {
        ask();
        wire.receive(
                header("SIU^S12", "0830"),
                "SCH|P1^LFP-PLACER|A1^LFP-APPT|||||||20|min|^^^20261201100000-0600^20261201102000-0600"
                        + "||||||||||||||Booked",
                PID,
                "RGS|1|A",
                "AIP|1|A|" + DOCTOR);
        assertThat(wire.only(Slot.class).getStatus()).isEqualTo(SlotStatus.BUSY);

        withdraw();

        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(wire.only(Slot.class).getStatus()).isEqualTo(SlotStatus.FREE);
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void doesNotGiveADeletedRequestsNumberAgain() {
        ask();
        send("S06", "0900", "01");

        send("S01", "1000", "05");

        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
    }

    @Test
    void isMadeAgainWhenItWasOnlyTakenBack() {
        ask();
        withdraw();

        send("S01", "1100", "05");

        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.PROPOSED);
        assertThat(wire.only(Appointment.class).hasCancelationReason()).isFalse();
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.REQUESTED);
    }
}
