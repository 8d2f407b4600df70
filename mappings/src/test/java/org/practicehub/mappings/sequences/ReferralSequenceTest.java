package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.header;
import static org.practicehub.mappings.sequences.Wire.message;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.record.Translation;

/** A referral from the first message to its end: one order, one Task (5.4). */
class ReferralSequenceTest {

    private static final String PID = "PID|1||100111^^^LFP-MRN^MR||Rivera^Elena";
    private static final String PDF = "JVBERi0xLjQK";

    private final Wire wire = new Wire();

    private Translation send(String event, String at, String status, String reason) {
        return wire.receive(
                header("REF^" + event, at),
                "RF1|" + status + "|R|MED|||R1^LFP-PLACER|20261123||20261122|||||" + reason,
                "PRD|RP|Haddad^Samir|||||1888888888^NPI",
                "PRD|RT|Okafor^Amara|||||1234567893^NPI",
                PID,
                "IN1|1|PLAN-A|900100^^^LFP-PAYER|Prairie Health",
                "OBX|1|ED|11488-4^Consult note^LN||^application^pdf^Base64^" + PDF);
    }

    private void refer() {
        send("I12", "0800", "P", "Knee");
    }

    private void modify() {
        send("I13", "0900", "A", "Both knees");
    }

    private void cancel() {
        send("I14", "1000", "A", "Both knees");
    }

    @Test
    void isOneOrderWithOneTaskFromBeginningToEnd() {
        refer();
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.REQUESTED);
        assertThat(wire.only(ServiceRequest.class).getStatus()).isEqualTo(ServiceRequestStatus.ACTIVE);

        modify();
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.ACCEPTED);

        cancel();
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(wire.only(ServiceRequest.class).getStatus()).isEqualTo(ServiceRequestStatus.REVOKED);
    }

    /** Events heard in any order: the last to happen decides (G18). */
    @ParameterizedTest
    @CsvSource({"123", "132", "213", "231", "312", "321"})
    void comesOutTheSameInEveryOrder(String order) {
        List<Runnable> events = List.of(this::refer, this::modify, this::cancel);
        order.chars().forEach(digit -> events.get(digit - '1').run());

        ServiceRequest request = wire.only(ServiceRequest.class);
        assertThat(request.getStatus()).isEqualTo(ServiceRequestStatus.REVOKED);
        assertThat(request.getReasonCode()).singleElement().satisfies(reason -> assertThat(reason.getText())
                .isEqualTo("Both knees"));
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(wire.all(Coverage.class)).hasSize(1);
        assertThat(wire.all(DocumentReference.class)).hasSize(1);
    }

    /** R3: a second I12, under a control id of its own, makes no second Task. */
    @Test
    void isNotReferredTwice() {
        refer();
        List<String> before = wire.versions();

        Translation again = send("I12", "0830", "P", "Knee");

        assertThat(again.changes()).isEmpty();
        assertThat(wire.versions()).isEqualTo(before);
    }

    @Test
    void changesNoVersionWhenReplayed() {
        refer();
        modify();
        cancel();
        List<String> before = wire.versions();

        for (int n = 1; n <= wire.count(); n++) {
            assertThat(wire.replay(n).changes()).as("message %d", n).isEmpty();
        }

        assertThat(wire.versions()).isEqualTo(before);
    }

    /** A patient on file is shown as the referrer knows them; that is no news when it is heard again. */
    @Test
    void showsTheSendersPatientOnceAndAgain() {
        wire.receive(message("ADT^A28", "0700", PID + "^Maria"));
        refer();
        assertThat(wire.only(Task.class).getContained()).hasSize(1);

        assertThat(wire.replay(2).changes()).isEmpty();
        modify();

        assertThat(wire.only(Task.class).getContained()).hasSize(1);
        assertThat(wire.only(Patient.class).getName().get(0).getGiven()).hasSize(2);
    }

    /** M2: what was referred for the one that ends is the other's. */
    @Test
    void movesWithItsPatient() {
        refer();
        wire.receive(message("ADT^A40", "0830", "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena", "MRG|100111^^^LFP-MRN^MR"));
        String kept = wire.all(Patient.class).stream()
                .filter(Patient::getActive)
                .map(patient -> "Patient/" + patient.getIdPart())
                .findFirst()
                .orElseThrow();

        assertThat(wire.only(ServiceRequest.class).getSubject().getReference()).isEqualTo(kept);
        assertThat(wire.only(Task.class).getFor().getReference()).isEqualTo(kept);
        assertThat(wire.only(DocumentReference.class).getSubject().getReference())
                .isEqualTo(kept);

        modify();
        assertThat(wire.only(Task.class).getFor().getReference()).isEqualTo(kept);
    }

    /** The answers to a referral of ours, heard in any order. */
    @ParameterizedTest
    @CsvSource({"123", "132", "213", "231", "312", "321"})
    void followsAnswersTheSameInEveryOrder(String order) {
        refer();
        List<String[]> answers = List.of(
                answer("0901", "P", "RF1|P|||||R1^LFP-PLACER"),
                answer("0902", "A", "RF1|A|||||R1^LFP-PLACER|||||X9^OTHER"),
                answer("0903", "R", "RF1|R|||||R1^LFP-PLACER", "NTE|1||Moved away"));
        order.chars().forEach(digit -> wire.receive(answers.get(digit - '1')));

        Task task = wire.only(Task.class);
        assertThat(task.getStatus()).isEqualTo(TaskStatus.REJECTED);
        assertThat(task.getStatusReason().getText()).isEqualTo("Moved away");
        assertThat(wire.only(ServiceRequest.class).getStatus()).isEqualTo(ServiceRequestStatus.ACTIVE);
    }

    private static String[] answer(String at, String status, String... segments) {
        return Stream.concat(Stream.of(header("RRI^I12", at), "MSA|AA|HUB-" + status), Stream.of(segments))
                .toArray(String[]::new);
    }
}
