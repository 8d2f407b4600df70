package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.practicehub.mappings.record.Translation;

/** A visit as it is told message by message, in order and out of it (G16, G18). */
class VisitSequenceTest {

    private static final String PID = "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena^^^^^L||19840317|F";
    private static final String DOCTOR = "1234567893^Okafor^Amara^^^Dr^^^NPI^^^^NPI";

    private static final String[] BOOKED = message(
            "SIU^S12",
            "0700",
            "SCH||A1^LFP-APPT|||||||20|min|^^^20261123090000-0600^20261123092000-0600",
            PID,
            "RGS|1|A",
            "AIL|1|A|MAIN^EXAM3^^LFP-LOC",
            "AIP|1|A|" + DOCTOR);
    private static final String[] ARRIVED = message("ADT^A04", "0855", PID, pv1("WAIT", ""));
    private static final String[] ROOMED = message("ADT^A08", "0905", PID, pv1("EXAM3", ""));
    private static final String[] ENDED = message("ADT^A03", "0945", PID, pv1("EXAM3", "20261123094500-0600"));
    private static final String[] NEVER_WAS = message("ADT^A11", "0950", PID, pv1("EXAM3", ""));
    private static final String[] GOES_ON = message("ADT^A13", "0955", PID, pv1("EXAM3", ""));
    private static final String[] ADMITTED = message("ADT^A01", "0855", PID, pv1("WAIT", ""));

    private static String pv1(String room, String end) {
        return "PV1|1|O|MAIN^" + room + "^^LFP-LOC||||" + DOCTOR + "||||||||||||V1^^^LFP-VISIT^VN" + "|".repeat(25)
                + "20261123085500-0600|" + end;
    }

    private final Wire wire = new Wire();

    @Test
    void goesFromBookingToTheEnd() {
        wire.receive(BOOKED);
        wire.receive(ARRIVED);
        assertThat(wire.only(Encounter.class).getStatus()).isEqualTo(EncounterStatus.ARRIVED);
        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.ARRIVED);

        wire.receive(ROOMED);
        assertThat(wire.only(Encounter.class).getLocation())
                .extracting(Encounter.EncounterLocationComponent::getStatus)
                .containsExactly(EncounterLocationStatus.COMPLETED, EncounterLocationStatus.ACTIVE);

        wire.receive(ENDED);
        assertThat(wire.only(Encounter.class).getStatus()).isEqualTo(EncounterStatus.FINISHED);
        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.FULFILLED);
        assertThat(wire.only(Encounter.class).getLocation())
                .extracting(Encounter.EncounterLocationComponent::getStatus)
                .containsExactly(EncounterLocationStatus.COMPLETED, EncounterLocationStatus.COMPLETED);
    }

    /** A visit number that happens to be an appointment number of somebody else means that visit and no appointment. */
    @Test
    void leavesTheAppointmentOfSomebodyElse() {
        wire.receive(message(
                "SIU^S12",
                "0700",
                "SCH||V1^LFP-APPT|||||||20|min|^^^20261123090000-0600^20261123092000-0600",
                "PID|1||100777^^^LFP-MRN^MR||Somebody^Else"));
        wire.receive(message("ADT^A04", "0855", PID, "PV1|1|O" + "|".repeat(17) + "V1^^^LFP-APPT"));

        assertThat(wire.only(Encounter.class).hasAppointment()).isFalse();
        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    }

    /** Neither place nor practitioner: the day alone is no match. */
    @Test
    void linksNoAppointmentByTheDayAlone() {
        wire.receive(BOOKED);
        wire.receive(message("ADT^A04", "0855", PID, "PV1|1|O" + "|".repeat(17) + "V1^^^LFP-VISIT^VN"));

        assertThat(wire.only(Encounter.class).hasAppointment()).isFalse();
    }

    /** PV1-50 has the numbers of other visits too: the one of PV1-19 is meant. */
    @Test
    void isKnownByItsOwnNumberFirst() {
        String other = "PV1|1|O" + "|".repeat(17) + "V0^^^LFP-VISIT^VN";
        wire.receive(message("ADT^A04", "0800", PID, other));
        wire.receive(ARRIVED);

        wire.receive(message("ADT^A11", "0950", PID, pv1("EXAM3", "") + "|||||V0^^^LFP-VISIT^VN"));

        assertThat(wire.all(Encounter.class))
                .filteredOn(visit -> visit.getStatus() == EncounterStatus.CANCELLED)
                .singleElement()
                .satisfies(visit -> assertThat(visit.getIdentifier())
                        .extracting(org.hl7.fhir.r4.model.Identifier::getValue)
                        .contains("V1"));
    }

    @Test
    void knowsEverybodyAgain() {
        List.of(BOOKED, ARRIVED, ROOMED, ENDED).forEach(wire::receive);

        assertThat(wire.all(Patient.class)).hasSize(1);
        assertThat(wire.all(Practitioner.class)).hasSize(1);
        assertThat(wire.all(Provenance.class)).hasSize(4);
    }

    static Stream<List<String[]>> orders() {
        return Stream.of(
                        List.of(ARRIVED, ROOMED, ENDED),
                        List.of(ADMITTED, NEVER_WAS),
                        List.of(ADMITTED, ENDED, GOES_ON),
                        List.of(ARRIVED, ENDED))
                .flatMap(VisitSequenceTest::permutations);
    }

    /** Whatever the order in which events are heard, what they make of visit and appointment is what the last one says. */
    @ParameterizedTest
    @MethodSource("orders")
    void comesOutTheSameInEveryOrder(List<String[]> order) {
        wire.receive(BOOKED);
        order.forEach(wire::receive);

        Wire inOrder = new Wire();
        inOrder.receive(BOOKED);
        order.stream()
                .sorted((a, b) -> a[1].substring(7).compareTo(b[1].substring(7)))
                .forEach(inOrder::receive);
        assertThat(wire.only(Encounter.class).getStatus())
                .isEqualTo(inOrder.only(Encounter.class).getStatus());
        assertThat(wire.only(Encounter.class).getPeriod().hasEnd())
                .isEqualTo(inOrder.only(Encounter.class).getPeriod().hasEnd());
        assertThat(wire.all(Patient.class)).hasSize(1);
    }

    @Test
    void tellsWhatCameTooLate() {
        wire.receive(ENDED);

        Translation late = wire.receive(ARRIVED);

        assertThat(late.stale()).anyMatch(reference -> reference.startsWith("Encounter/"));
        assertThat(wire.only(Encounter.class).getStatus()).isEqualTo(EncounterStatus.FINISHED);
    }

    @Test
    void fulfilsTheAppointmentThoughTheArrivalCameLate() {
        wire.receive(BOOKED);
        wire.receive(ENDED);
        wire.receive(ARRIVED);

        assertThat(wire.only(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.FULFILLED);
    }

    @Test
    void staysCancelledThoughTheBeginningComesLate() {
        wire.receive(NEVER_WAS);
        wire.receive(ADMITTED);

        assertThat(wire.only(Encounter.class).getStatus()).isEqualTo(EncounterStatus.CANCELLED);
    }

    /** G16: an operator replays what has been processed. */
    @Test
    void changesNoVersionWhenReplayed() {
        List.of(BOOKED, ARRIVED, ROOMED, ENDED, GOES_ON, NEVER_WAS).forEach(wire::receive);
        List<String> before = wire.versions();

        for (int n = 1; n <= wire.count(); n++) {
            assertThat(wire.replay(n).changes()).as("message %d", n).isEmpty();
        }

        assertThat(wire.versions()).isEqualTo(before);
    }

    /** G16: the sender starts over, long after the duplicates were forgotten: other numbers in the journal, same events. */
    @Test
    void changesNoVersionWhenSentAgain() {
        List<String[]> all = List.of(BOOKED, ARRIVED, ROOMED, ENDED, GOES_ON, NEVER_WAS);
        all.forEach(wire::receive);
        List<String> before = wire.versions();

        all.forEach(wire::receive);

        assertThat(wire.versions()).isEqualTo(before);
    }

    /** G16: an EHR that tells the beginning a little ahead of it. The first place begins then, however often it is told. */
    @Test
    void aBeginningToldAheadStaysWhenItIs() {
        wire.receive(message("ADT^A04", "0850", PID, pv1("WAIT", "")));
        wire.receive(message("ADT^A02", "0905", PID, pv1("EXAM3", "")));
        List<String> before = wire.versions();

        wire.replay(1);

        assertThat(wire.versions()).isEqualTo(before);
    }

    /** G18: a place of which only the end is known gets its beginning, and is not another one. */
    @Test
    void aPlaceThatWasOnlyNamedAsTheOneBeforeIsTheSame() {
        wire.receive(message(
                "ADT^A08",
                "0905",
                PID,
                pv1("EXAM3", "").replace("LFP-LOC||||" + DOCTOR, "LFP-LOC|||MAIN^WAIT^^LFP-LOC|" + DOCTOR)));
        wire.receive(ARRIVED);

        assertThat(wire.only(Encounter.class).getLocation()).hasSize(2);
    }

    /** G18: what the hub's own people changed since is not undone by a replay. */
    @Test
    void leavesWhatSomebodyElseChangedSince() {
        wire.receive(ARRIVED);
        Encounter changed = wire.only(Encounter.class).copy();
        changed.setStatus(EncounterStatus.TRIAGED).getMeta().setVersionId("2");
        wire.record().with(changed);

        Translation replay = wire.replay(1);

        assertThat(replay.stale()).containsExactly("Encounter/" + changed.getIdPart());
        assertThat(replay.changes()).isEmpty();
    }

    /** An event that changes nothing is still the newest: one from between must not undo it. */
    @Test
    void remembersEventsThatChangedNothing() {
        wire.receive(message("ADT^A31", "0800", PID));
        wire.receive(message("ADT^A31", "1000", PID));

        wire.receive(message("ADT^A31", "0900", PID.replace("Rivera^Elena", "Rivers^Ellen")));

        assertThat(wire.only(Patient.class).getNameFirstRep().getFamily()).isEqualTo("Rivera");
    }

    private static <T> Stream<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return Stream.of(List.of());
        }
        return items.stream().flatMap(first -> {
            List<T> rest = new ArrayList<>(items);
            rest.remove(first);
            return permutations(rest)
                    .map(tail -> Stream.concat(Stream.of(first), tail.stream()).toList());
        });
    }
}
