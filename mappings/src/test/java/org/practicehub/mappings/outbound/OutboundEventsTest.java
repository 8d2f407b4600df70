package org.practicehub.mappings.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.feed.Sending;

/** Which event a change is to whom (5.2, outbound). */
class OutboundEventsTest {

    private final Sending hubs = sending("messages: [SIU, ADT, RRI]");
    private final Sending theirs = sending("messages: [SRM], calendar: receiver");

    @ParameterizedTest
    @CsvSource({
        "'', booked, SIU_S12, SRM_S01",
        "'', proposed, '', ''",
        "'', cancelled, '', ''",
        "proposed, booked, SIU_S12, SRM_S01",
        "booked, booked, '', ''",
        "booked, arrived, SIU_S14, SRM_S03",
        "booked, cancelled, SIU_S15, SRM_S04",
        "booked, entered-in-error, SIU_S17, ''",
        "booked, noshow, SIU_S26, ''",
        "cancelled, cancelled, '', ''",
        "noshow, arrived, SIU_S12, SRM_S01"
    })
    void followsTheStatus(String before, String after, String told, String asked) {
        Optional<Resource> was = before.isEmpty() ? Optional.empty() : Optional.of(appointment(before));

        assertThat(event(was, appointment(after), hubs)).isEqualTo(told);
        assertThat(event(was, appointment(after), theirs)).isEqualTo(asked);
    }

    /** Kept free for somebody for a while is no visit that anybody hears of, until it is booked. */
    @Test
    void tellsNothingOfAHold() {
        Appointment held = appointment("pending");
        held.addExtension("urn:x-hub:extension:hold-expires", new DateTimeType("2026-12-01T08:10:00-06:00"));

        assertThat(event(Optional.empty(), held, hubs)).isEmpty();
        assertThat(event(Optional.of(held), appointment("cancelled"), hubs)).isEmpty();
        assertThat(event(Optional.of(held), appointment("booked"), hubs)).isEqualTo("SIU_S12");
        assertThat(event(Optional.of(held), appointment("booked"), theirs)).isEqualTo("SRM_S01");
    }

    @Test
    void knowsAMoveFromAChange() {
        Appointment moved = appointment("booked");
        moved.setStartElement(new InstantType("2026-12-01T11:00:00-06:00"));
        Appointment changed = appointment("booked").setComment("Bring the form");

        assertThat(event(Optional.of(appointment("booked")), moved, hubs)).isEqualTo("SIU_S13");
        assertThat(event(Optional.of(appointment("booked")), changed, hubs)).isEqualTo("SIU_S14");
    }

    /** Slots and versions are the hub's own. */
    @Test
    void isSilentAboutWhatNoMessageSays() {
        Appointment before = appointment("booked");
        before.setId("Appointment/1/_history/1");
        Appointment stored = appointment("booked");
        stored.setId("Appointment/1/_history/2");
        stored.addSlot(new Reference("Slot/1"));
        stored.getMeta().setVersionId("2");

        assertThat(event(Optional.of(before), stored, hubs)).isEmpty();
    }

    @Test
    void tellsOfPeopleAndTheirMerging() {
        Patient known = new Patient().setActive(true);
        Patient gone = known.copy();
        gone.addLink().setType(LinkType.REPLACEDBY).setOther(new Reference("Patient/other"));

        assertThat(event(Optional.empty(), known, hubs)).isEqualTo("ADT_A28");
        assertThat(event(Optional.of(known), known.copy().setActive(false), hubs))
                .isEqualTo("ADT_A31");
        assertThat(event(Optional.of(known), gone, hubs)).isEqualTo("ADT_A40");
        assertThat(event(Optional.of(gone), gone.copy().setActive(false), hubs)).isEmpty();
        assertThat(event(Optional.of(known), known.copy().setActive(false), theirs))
                .isEmpty();
    }

    @Test
    void tellsOfAChargeOnceItCountsAndWhenItIsPutRightOrCountsNoLonger() {
        Sending books = sending("messages: [DFT]");
        ChargeItem planned = new ChargeItem().setStatus(ChargeItemStatus.PLANNED);
        planned.setQuantity(new Quantity(1));
        ChargeItem billable = planned.copy().setStatus(ChargeItemStatus.BILLABLE);
        ChargeItem billed = billable.copy().setStatus(ChargeItemStatus.BILLED);
        ChargeItem twice = billable.copy().setQuantity(new Quantity(2));
        ChargeItem mistaken = billable.copy().setStatus(ChargeItemStatus.ENTEREDINERROR);

        assertThat(event(Optional.empty(), planned, books)).isEmpty();
        assertThat(event(Optional.empty(), billable, books)).isEqualTo("DFT_P03");
        assertThat(event(Optional.of(billable), billed, books)).isEmpty();
        assertThat(event(Optional.of(billed), twice, books)).isEqualTo("DFT_P03");
        assertThat(event(Optional.of(billable), mistaken, books)).isEqualTo("DFT_P03");
        assertThat(event(Optional.of(mistaken), mistaken.copy().setQuantity(new Quantity(3)), books))
                .isEmpty();
        assertThat(event(Optional.empty(), billable, hubs)).isEmpty();
    }

    @Test
    void tellsHowAReferralStandsAndNothingOfOtherTasks() {
        Task requested = new Task().setStatus(TaskStatus.REQUESTED).setFocus(new Reference("ServiceRequest/1"));
        Task accepted = requested.copy().setStatus(TaskStatus.ACCEPTED);
        Task other = accepted.copy().setFocus(new Reference("Claim/1"));

        assertThat(event(Optional.of(requested), accepted, hubs)).isEqualTo("RRI_I12");
        assertThat(event(Optional.empty(), accepted, hubs)).isEmpty();
        assertThat(event(Optional.of(requested), other, hubs)).isEmpty();
    }

    private static String event(Optional<? extends Resource> before, Resource after, Sending sending) {
        return OutboundEvents.of(before.map(Resource.class::cast), after, sending)
                .map(Enum::name)
                .orElse("");
    }

    private static Appointment appointment(String status) {
        Appointment appointment = new Appointment().setStatus(AppointmentStatus.fromCode(status));
        appointment.setStartElement(new InstantType("2026-12-01T09:00:00-06:00"));
        appointment.setEndElement(new InstantType("2026-12-01T09:30:00-06:00"));
        return appointment;
    }

    private static Sending sending(String keys) {
        try {
            return Feeds.parse("feed: x\nzone: UTC\nsend: { to: 'mllp://x:1', " + keys + " }\n")
                    .sending()
                    .orElseThrow();
        } catch (FeedsRefused e) {
            throw new IllegalArgumentException(e);
        }
    }
}
