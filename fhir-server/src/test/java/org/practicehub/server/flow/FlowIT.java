package org.practicehub.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;

/** Check-in, check-out and what is between, by the FHIR API, on the demo's checklists (practice.md 3.4, S6, S7). */
class FlowIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestHub hub = TestHub.shared();
    private final Waiting system = new Waiting(hub.client());
    private final Waiting desk = as("frontdesk");

    private Waiting as(String person) {
        return new Waiting(hub.client(Minted.person(hub, person, "user/*.cruds", Map.of())));
    }

    @Test
    void nobodyIsCheckedInUntilWhatIsAskedIsDoneHoweverItIsWritten() {
        String patient = system.somebody(false);
        Appointment visit = desk.arrived(system.booked(patient));

        UnprocessableEntityException refused = refused(() -> desk.put(visit, AppointmentStatus.CHECKEDIN));

        assertThat(items(refused)).containsExactly("identity", "demographics", "coverage");
        assertThat(outcome(refused).getIssue())
                .allMatch(issue -> issue.getCode() == IssueType.BUSINESSRULE)
                .extracting(issue -> issue.getExpression().get(0).getValue())
                .containsExactly("Task.status", "Patient", "Coverage");
        assertThat(outcome(refused).getIssue().get(1).getDiagnostics()).contains("Missing: phone, address.");
        desk.tick(visit, "charges", "not-needed", "Free of charge");
        Appointment in = visit.copy().setStatus(AppointmentStatus.CHECKEDIN);
        Encounter over = desk.encounter(visit).copy().setStatus(EncounterStatus.FINISHED);
        Appointment done = visit.copy().setStatus(AppointmentStatus.FULFILLED);
        for (ThrowingCallable way : List.<ThrowingCallable>of(
                () -> desk.patch(visit, "checked-in"),
                () -> desk.together(BundleType.TRANSACTION, in),
                () -> desk.call(visit, "$check-in", new Parameters()),
                () -> system.conditionally(visit, AppointmentStatus.CHECKEDIN),
                // Past the check-in, to the end of the visit.
                () -> desk.together(BundleType.TRANSACTION, done, over),
                () -> desk.together(BundleType.TRANSACTION, over, done),
                () -> desk.finish(over))) {
            assertThat(items(refused(way))).containsExactly("identity", "demographics", "coverage");
        }
        desk.together(BundleType.BATCH, in);
        assertThat(desk.read(visit).getStatus()).isEqualTo(AppointmentStatus.ARRIVED);

        system.complete(patient);
        system.cover(patient);
        // Any client ticks by a Task of its own.
        desk.tickPlainly(visit, "identity");

        Appointment now = Waiting.visit(desk.call(visit, "$check-in", new Parameters()));
        assertThat(now.getStatus()).isEqualTo(AppointmentStatus.CHECKEDIN);
        assertThat(desk.encounter(visit).getStatus()).isEqualTo(EncounterStatus.ARRIVED);
        assertThat(desk.encounter(visit).getPeriod().hasStart()).isTrue();
        assertThat(system.activities(visit)).contains("arrived", "checked-in");
        assertThatThrownBy(() -> desk.call(visit, "$check-in", new Parameters()))
                .isInstanceOf(ResourceVersionConflictException.class);
    }

    @Test
    void aPlainPutChecksInTooOnceNothingIsOpen() {
        Appointment visit = system.booked(system.somebody(true));
        desk.tick(visit, "identity", "done", "");

        desk.put(visit, AppointmentStatus.CHECKEDIN);

        assertThat(desk.encounter(visit).getStatus()).isEqualTo(EncounterStatus.ARRIVED);
        Task root = desk.tasks(visit).stream()
                .filter(task -> task.getCode().getCodingFirstRep().getSystem().equals(Terms.WORKFLOW))
                .findFirst()
                .orElseThrow();
        assertThat(root.getStatus()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(desk.tasks(visit))
                .filteredOn(Task::hasPartOf)
                .extracting(task -> task.getPartOfFirstRep().getReference())
                .containsExactly("Task/" + root.getIdElement().getIdPart());
    }

    @Test
    void theRolesThatThePracticeNamesGoOnWithAReasonThatStays() {
        String patient = system.somebody(true);
        system.uncover(patient);
        Appointment visit = desk.arrived(system.booked(patient));
        desk.tick(visit, "identity", "done", "");
        Waiting intake = as("intake");

        assertThat(code(refused(() -> intake.tick(visit, "coverage", "overridden", "In a hurry"))))
                .isEqualTo("override-not-allowed");
        assertThat(code(refused(() -> intake.overridePlainly(visit, "coverage", "In a hurry"))))
                .isEqualTo("override-not-allowed");
        assertThat(code(refused(() -> system.overridePlainly(visit, "coverage", "A system's"))))
                .isEqualTo("override-not-allowed");
        assertThat(code(refused(() -> desk.tick(visit, "identity", "overridden", "Knows him"))))
                .isEqualTo("override-not-allowed");
        assertThat(code(refused(() -> desk.tick(visit, "coverage", "overridden", ""))))
                .isEqualTo("reason-missing");
        assertThat(code(refused(() -> desk.tick(visit, "coverage", "done", ""))))
                .isEqualTo("decided-by-the-record");

        desk.tick(visit, "coverage", "overridden", "Card comes by mail");

        assertThat(Waiting.visit(desk.call(visit, "$check-in", new Parameters()))
                        .getStatus())
                .isEqualTo(AppointmentStatus.CHECKEDIN);
        assertThat(system.provenances(visit))
                .filteredOn(Provenance::hasReason)
                .extracting(one -> one.getReasonFirstRep().getText())
                .containsExactly("Card comes by mail");
    }

    @Test
    void nobodyIsCheckedOutWithoutChargesOrAReason() {
        Appointment visit = desk.in(system.booked(system.somebody(true)));
        Encounter encounter = desk.encounter(visit);
        Waiting clinician = as("clinician");

        assertThat(items(refused(() -> desk.call(visit, "$check-out", new Parameters()))))
                .containsExactly("charges");
        assertThat(items(refused(() -> clinician.finish(encounter)))).containsExactly("charges");
        assertThat(items(refused(() -> desk.put(desk.read(visit), AppointmentStatus.FULFILLED))))
                .containsExactly("charges");

        ChargeItem charge = new ChargeItem().setStatus(ChargeItemStatus.BILLABLE);
        charge.setCode(new CodeableConcept().setText("Visit"));
        charge.setSubject(encounter.getSubject());
        charge.setContext(new Reference(Found.reference(encounter)));
        system.create(charge);
        clinician.finish(clinician.encounter(visit));

        assertThat(desk.read(visit).getStatus()).isEqualTo(AppointmentStatus.FULFILLED);
        assertThat(system.activities(visit)).contains("checked-out");
    }

    /** S7: what is missing is somebody's to do. */
    @Test
    void whoIsCheckedOutWithoutChargesLeavesATask() {
        Appointment visit = desk.in(system.booked(system.somebody(true)));
        desk.call(visit, "$room", new Parameters().addParameter("location-reference", new Reference(system.room())));
        assertThat(desk.encounter(visit).getStatus()).isEqualTo(EncounterStatus.INPROGRESS);
        desk.tick(visit, "charges", "overridden", "The doctor was called away");

        Bundle out = desk.call(visit, "$check-out", new Parameters());

        assertThat(Waiting.visit(out).getStatus()).isEqualTo(AppointmentStatus.FULFILLED);
        assertThat(desk.encounter(visit).getStatus()).isEqualTo(EncounterStatus.FINISHED);
        assertThat(desk.encounter(visit).getLocationFirstRep().getStatus())
                .isEqualTo(Encounter.EncounterLocationStatus.COMPLETED);
        Task missing = desk.tasks(visit).stream()
                .filter(task -> MissingCharges.CODE.equals(
                        task.getCode().getCodingFirstRep().getCode()))
                .findFirst()
                .orElseThrow();
        assertThat(missing.getStatus()).isEqualTo(TaskStatus.REQUESTED);
        assertThat(missing.getPerformerTypeFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("clinician");
        assertThat(missing.getReasonCode().getText()).isEqualTo("The doctor was called away");
    }

    @Test
    void aNoShowIsTakenBackByAFurtherVersion() {
        Appointment visit = system.booked(system.somebody(true));

        Appointment missed = desk.put(visit, AppointmentStatus.NOSHOW);
        assertThat(code(refused(() -> desk.put(missed, AppointmentStatus.FULFILLED))))
                .isEqualTo("move-not-allowed");
        Appointment again = desk.put(missed, AppointmentStatus.BOOKED);
        Appointment came = desk.put(again, AppointmentStatus.ARRIVED);
        Appointment back = desk.put(came, AppointmentStatus.BOOKED);

        assertThat(back.getMeta().getVersionId()).isEqualTo("5");
        assertThat(desk.encounter(visit).getStatus()).isEqualTo(EncounterStatus.PLANNED);
        assertThat(system.activities(visit)).containsExactlyInAnyOrder("no-show", "booked", "arrived", "booked");
    }

    @Test
    void aMoveFromAnOldVersionIsRefused() {
        Appointment seen = system.booked(system.somebody(true));
        desk.arrived(seen);

        Caller caller = new Caller(hub, Minted.person(hub, "frontdesk", "user/*.cruds", Map.of()));
        assertThat(caller.ifMatch(Found.reference(seen) + "/$left", "W/\"1\"")).isEqualTo(412);
        assertThat(caller.ifMatch(Found.reference(seen) + "/$left", "W/\"2\"")).isEqualTo(200);
    }

    @Test
    void whoLeavesUnseenIsToldApartFromWhoDidNotCome() {
        Appointment visit = system.booked(system.somebody(true));
        assertThatThrownBy(() -> desk.call(visit, "$left", new Parameters()))
                .isInstanceOf(ResourceVersionConflictException.class);
        Appointment here = desk.arrived(visit);

        Appointment left = Waiting.visit(desk.call(visit, "$left", new Parameters()));

        assertThat(left.getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(left.getCancelationReason().getCodingFirstRep().getCode()).isEqualTo(Terms.LEFT);
        assertThat(desk.encounter(visit).getStatus()).isEqualTo(EncounterStatus.CANCELLED);
        // They come back in: the same visit, and the same Encounter.
        left.setCancelationReason(null);
        assertThat(desk.put(left, here.getStatus()).getStatus()).isEqualTo(AppointmentStatus.ARRIVED);
        assertThat(desk.encounter(visit).getStatus()).isEqualTo(EncounterStatus.ARRIVED);
    }

    @Test
    void whoWalksInTakesTheTimeThatIsFreeAndWaitsInNobodysCalendarWhereNoneIs() {
        String doctor = system.doctorAllDay();
        String service = system.service();

        Bundle first = desk.walkIn(system.somebody(true), service, doctor);
        Bundle second = desk.walkIn(system.somebody(true), service, doctor);

        assertThat(Waiting.visit(first).getSlot()).hasSize(1);
        assertThat(Waiting.visit(first).getStatus()).isEqualTo(AppointmentStatus.ARRIVED);
        assertThat(Waiting.visit(first).getAppointmentType().getCodingFirstRep().getCode())
                .isEqualTo("WALKIN");
        assertThat(desk.encounter(Waiting.visit(first)).getStatus()).isEqualTo(EncounterStatus.ARRIVED);
        assertThat(Waiting.visit(second).getSlot()).isEmpty();
        assertThat(Waiting.visit(second).getStatus()).isEqualTo(AppointmentStatus.ARRIVED);
        assertThat(second.getEntry()).anyMatch(entry -> entry.getResource() instanceof OperationOutcome);
        assertThat(desk.encounter(Waiting.visit(second)).getStatus()).isEqualTo(EncounterStatus.ARRIVED);
    }

    @Test
    void whoeverIsHereTwiceIsRefused() {
        String patient = system.somebody(true);
        String service = system.service();
        desk.walkIn(patient, service, system.doctorAllDay());

        assertThat(outcome(refused(() -> desk.walkIn(patient, service, system.doctorAllDay())))
                        .getIssueFirstRep()
                        .getExpression()
                        .get(0)
                        .getValue())
                .isEqualTo("patient-reference");
    }

    /** What the EHR says stands: it tells what has happened. */
    @Test
    void aFeedIsNotHeldToTheChecklists() {
        String number = "FLOW-" + System.nanoTime();
        try (MllpClient sender = hub.connect()) {
            sender.send(Hl7.booking("S12", number, number, "Feeder", Instant.now()));
            sender.send(Hl7.header("ADT^A03^ADT_A03", Hl7.controlId())
                    + Hl7.patient(number, "Feeder", "Test")
                    + "PV1|1|O|MAIN^EXAM1^^LFP-LOC||||||||||||||||V" + number + "^^^LFP-VISIT^VN"
                    + "|".repeat(31) + number + "^^^LFP-APPT^FILL\n");
        }
        hub.workOff(Duration.ofSeconds(30));

        Appointment visit = system.byNumber(number);
        assertThat(visit.getStatus()).isEqualTo(AppointmentStatus.FULFILLED);
    }

    /** The desk was faster than the EHR: there is one Encounter that counts, and messages find it. */
    @Test
    void theEncounterOfTheEhrTakesThePlaceOfTheHubs() {
        String number = "LATE-" + System.nanoTime();
        try (MllpClient sender = hub.connect()) {
            sender.send(Hl7.booking("S12", number, number, "Later", Instant.now()));
            hub.workOff(Duration.ofSeconds(30));
            desk.arrived(system.byNumber(number));
            sender.send(Hl7.header("ADT^A04^ADT_A01", Hl7.controlId())
                    + Hl7.patient(number, "Later", "Test")
                    + "PV1|1|O|MAIN^WAIT^^LFP-LOC||||||||||||||||V" + number + "^^^LFP-VISIT^VN"
                    + "|".repeat(31) + number + "^^^LFP-APPT^FILL\n");
        }
        hub.workOff(Duration.ofSeconds(30));

        List<Encounter> encounters = system.encounters(system.byNumber(number));
        assertThat(encounters)
                .filteredOn(one -> one.getStatus() != EncounterStatus.CANCELLED)
                .hasSize(1)
                .allMatch(Encounter::hasIdentifier);
        assertThat(encounters).hasSize(2);
    }

    @Test
    void checklistsAreForWhoWorksWithEverybodysVisits() {
        Appointment visit = system.booked(system.somebody(true));

        assertThatThrownBy(() -> as("patient").call(visit, "$checklist", new Parameters()))
                .isInstanceOf(ForbiddenOperationException.class);
        assertThatThrownBy(() -> as("biller").call(visit, "$check-in", new Parameters()))
                .isInstanceOf(ForbiddenOperationException.class);
        assertThat(as("biller").checklist(visit, "check-in"))
                .containsEntry("identity", "open")
                .containsEntry("demographics", "done");
    }

    @Test
    void aChangeOfTheFileHoldsWithinSecondsAndAMistakeIsNotTakenOver() throws IOException {
        Path file = TestHub.config().resolve("flow.yaml");
        String before = Files.readString(file);
        Appointment visit = system.booked(system.somebody(true));
        try {
            Files.writeString(
                    file, before.replace("kind: ticked\n      title: Photo", "kind: tickt\n      title: Photo"));
            await().during(Duration.ofSeconds(5)).atMost(SOON).until(() -> desk.checklist(visit, "check-in")
                    .get("identity")
                    .equals("open"));

            Files.writeString(file, before.replace("    copay:\n", "    card:\n"));
            await().atMost(SOON).until(() -> desk.checklist(visit, "check-in").containsKey("card"));
        } finally {
            Files.writeString(file, before);
            await().atMost(SOON).until(() -> desk.checklist(visit, "check-in").containsKey("copay"));
        }
    }

    private record Caller(TestHub hub, String token) {
        int ifMatch(String url, String version) {
            return Tokens.send(
                            HttpClient.newHttpClient(),
                            HttpRequest.newBuilder(URI.create(hub.fhir() + "/" + url.replace("$", "%24")))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/fhir+json")
                                    .header("If-Match", version)
                                    .POST(BodyPublishers.ofString("{\"resourceType\":\"Parameters\"}")))
                    .statusCode();
        }
    }

    private static UnprocessableEntityException refused(ThrowingCallable call) {
        UnprocessableEntityException refused = catchThrowableOfType(UnprocessableEntityException.class, call);
        assertThat(refused).isNotNull();
        return refused;
    }

    private static OperationOutcome outcome(UnprocessableEntityException refused) {
        return (OperationOutcome) refused.getOperationOutcome();
    }

    private static List<String> items(UnprocessableEntityException refused) {
        return outcome(refused).getIssue().stream().map(FlowIT::detail).toList();
    }

    private static String code(UnprocessableEntityException refused) {
        return detail(outcome(refused).getIssueFirstRep());
    }

    private static String detail(OperationOutcomeIssueComponent issue) {
        return issue.getDetails().getCodingFirstRep().getCode();
    }
}
