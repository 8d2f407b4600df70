package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.practicehub.server.scheduling.Practice.at;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;

/** Finding a time, booking it, moving it and calling it off, by the FHIR API (practice.md 3.2, S3, S8, S9). */
class BookingIT {
    private static final String PATIENTS_WISH = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";

    private final TestHub hub = TestHub.shared();
    private final Practice practice = new Practice(hub.client());

    @Test
    void whatIsFoundIsBookedAndNotFoundAgain() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());

        List<Appointment> found = practice.find(service, doctor, 100);
        assertThat(found).hasSize(6);
        assertThat(found.get(0).getStart()).isEqualTo(Date.from(at(9, 0)));
        assertThat(found.get(0).getStatus()).isEqualTo(AppointmentStatus.PROPOSED);
        assertThat(found.get(0).getContained()).hasSize(1);

        Appointment booked = practice.book(found.get(2), practice.patient());

        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(booked.getStart()).isEqualTo(Date.from(at(10, 0)));
        assertThat(booked.getMinutesDuration()).isEqualTo(30);
        assertThat(practice.slots(booked)).extracting(Slot::getStatus).containsExactly(SlotStatus.BUSY);
        assertThat(practice.find(service, doctor, 100)).hasSize(5).noneMatch(one -> one.getStart()
                .equals(booked.getStart()));
        assertThat(activities(booked)).containsExactly("Visit booked");
    }

    @Test
    void whoComesSecondHearsWhatElseThereIs() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        Appointment offer = practice.find(service, doctor, 1).get(0);
        practice.book(offer, practice.patient());
        String other = practice.patient();

        ResourceVersionConflictException lost =
                catchThrowableOfType(ResourceVersionConflictException.class, () -> practice.book(offer, other));

        OperationOutcome outcome = (OperationOutcome) lost.getOperationOutcome();
        assertThat(outcome.getIssueFirstRep().getCode()).isEqualTo(OperationOutcome.IssueType.CONFLICT);
        assertThat(outcome.getContained()).hasSize(3);
        Appointment next = (Appointment) outcome.getContained().get(0);
        assertThat(practice.book(next, other).getStart()).isEqualTo(Date.from(at(9, 30)));
    }

    /** S9: one Slot for each actor, all or none; whoever of a pool is free. */
    @Test
    void aRoomIsTakenWithTheDoctorAndWhenNoneIsLeftNoTimeIsOffered() {
        String room = practice.room();
        String service = practice.service(30, List.of(room));
        String one = practice.practitioner();
        String other = practice.practitioner();
        Appointment offer = practice.find(service, one, 1).get(0);
        Appointment rival = practice.find(service, other, 1).get(0);

        Appointment booked = practice.book(offer, practice.patient());

        assertThat(practice.slots(booked)).hasSize(2);
        assertThat(booked.getParticipant())
                .extracting(participant -> participant.getActor().getReference())
                .contains(room, one);
        assertThat(practice.find(service, other, 100))
                .noneMatch(found -> found.getStart().equals(booked.getStart()));
        String patient = practice.patient();
        assertThatThrownBy(() -> practice.book(rival, patient)).isInstanceOf(ResourceVersionConflictException.class);
        assertThat(Practice.busyRows(hub, other)).isZero();
    }

    @Test
    void aVisitMovesWithItsIdAndItsSlots() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        List<Appointment> found = practice.find(service, doctor, 6);
        Appointment booked = practice.book(found.get(0), practice.patient());

        Appointment moved = practice.call(booked, "$reschedule", Practice.offered(found.get(4)));

        assertThat(moved.getIdElement().getIdPart())
                .isEqualTo(booked.getIdElement().getIdPart());
        assertThat(moved.getStart()).isEqualTo(Date.from(at(11, 0)));
        assertThat(moved.getSlot())
                .extracting(Reference::getReference)
                .isEqualTo(
                        booked.getSlot().stream().map(Reference::getReference).toList());
        assertThat(practice.find(service, doctor, 100)).hasSize(5).anyMatch(one -> one.getStart()
                .equals(booked.getStart()));
        // To where it was half an hour ago, over its own time.
        Appointment shifted = practice.call(
                booked, "$reschedule", new Parameters().addParameter("start", new DateTimeType(Date.from(at(10, 40)))));
        assertThat(shifted.getStart()).isEqualTo(Date.from(at(10, 40)));
    }

    @Test
    void aVisitThatIsCalledOffLeavesItsTimeFree() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        Appointment booked = practice.book(practice.find(service, doctor, 1).get(0), practice.patient());

        assertThatThrownBy(() -> practice.call(booked, "$cancel", new Parameters()))
                .isInstanceOf(UnprocessableEntityException.class);
        Appointment off = practice.call(booked, "$cancel", cancellation());

        assertThat(off.getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(off.getCancelationReason().getCodingFirstRep().getCode()).isEqualTo("pat");
        assertThat(practice.slots(booked)).extracting(Slot::getStatus).containsExactly(SlotStatus.FREE);
        assertThat(practice.find(service, doctor, 100)).hasSize(6);
        assertThatThrownBy(() -> practice.call(booked, "$cancel", cancellation()))
                .isInstanceOf(ResourceVersionConflictException.class);
    }

    @Test
    void aHoldKeepsOthersAwayUntilItIsBookedOrOver() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        List<Appointment> found = practice.find(service, doctor, 2);
        String patient = practice.patient();

        Appointment held = hold(found.get(0), 600);
        assertThat(held.getStatus()).isEqualTo(AppointmentStatus.PENDING);
        assertThat(practice.slots(held)).extracting(Slot::getStatus).containsExactly(SlotStatus.BUSYTENTATIVE);
        assertThatThrownBy(() -> practice.book(found.get(0), patient))
                .isInstanceOf(ResourceVersionConflictException.class);
        Appointment booked = Practice.one(practice.call(
                "$book",
                new Parameters()
                        .addParameter("appointment-reference", new Reference(id(held)))
                        .addParameter("patient-reference", new Reference(patient))));
        assertThat(id(booked)).isEqualTo(id(held));
        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(booked.hasExtension(Terms.HOLD_EXPIRES)).isFalse();

        Appointment brief = hold(found.get(1), 1);
        // Over, it keeps nobody away, and it is ended by itself.
        await().atMost(Duration.ofSeconds(10))
                .ignoreException(ResourceVersionConflictException.class)
                .until(() -> practice.book(found.get(1), patient).getStatus() == AppointmentStatus.BOOKED);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> practice.read(brief).getStatus() == AppointmentStatus.CANCELLED);
        assertThat(Practice.busyRows(hub, doctor)).isEqualTo(2);
    }

    private Appointment hold(Appointment offer, int seconds) {
        return Practice.one(
                practice.call("$hold", Practice.offered(offer).addParameter("hold-seconds", new IntegerType(seconds))));
    }

    @Test
    void whatIsNotOpenIsBookedOnlyWithAReason() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        String patient = practice.patient();

        UnprocessableEntityException refused = catchThrowableOfType(
                UnprocessableEntityException.class,
                () -> practice.call(
                        "$book",
                        Practice.own(service, doctor, at(13, 0), at(13, 30))
                                .addParameter("patient-reference", new Reference(patient))));
        OperationOutcome outcome = (OperationOutcome) refused.getOperationOutcome();
        assertThat(outcome.getIssueFirstRep().getExpression().get(0).getValue()).isEqualTo("start");

        Appointment anyway = Practice.one(practice.call(
                "$book",
                Practice.anyway(Practice.own(service, doctor, at(13, 0), at(13, 30)), "Asked for by the doctor")
                        .addParameter("patient-reference", new Reference(patient))));
        Appointment onTop = Practice.one(practice.call(
                "$book",
                Practice.anyway(Practice.own(service, doctor, at(13, 0), at(13, 30)), "Siblings")
                        .addParameter("patient-reference", new Reference(practice.patient()))));
        assertThat(anyway.getExtensionString(Terms.OVERBOOKED)).isEqualTo("Asked for by the doctor");
        assertThat(onTop.getStart()).isEqualTo(anyway.getStart());
    }

    @Test
    void aPatientWhoConfirmsIsAccepted() {
        String service = practice.service(30, List.of());
        Appointment booked =
                practice.book(practice.find(service, practice.practitioner(), 1).get(0), practice.patient());

        Appointment confirmed = practice.call(booked, "$confirm", new Parameters());

        assertThat(confirmed.getParticipant())
                .filteredOn(one -> one.getActor().getReference().startsWith("Patient/"))
                .extracting(Appointment.AppointmentParticipantComponent::getStatus)
                .containsExactly(ParticipationStatus.ACCEPTED);
    }

    /** openemr#2632. */
    @Test
    void aPatientIsNotAtTwoPlacesAtOnce() {
        String service = practice.service(30, List.of());
        String patient = practice.patient();
        practice.book(practice.find(service, practice.practitioner(), 1).get(0), patient);
        Appointment other = practice.find(service, practice.practitioner(), 1).get(0);

        UnprocessableEntityException refused =
                catchThrowableOfType(UnprocessableEntityException.class, () -> practice.book(other, patient));

        OperationOutcome outcome = (OperationOutcome) refused.getOperationOutcome();
        assertThat(outcome.getIssueFirstRep().getExpression().get(0).getValue()).isEqualTo("patient-reference");
    }

    /** practice.md 3.3 (5): a role, and a reason. */
    @Test
    void onlySomeRolesBookWhereNoTimeIsFree() {
        String scopes = "openid fhirUser user/Appointment.crus user/Patient.crus user/Slot.crus";
        String token = Tokens.person(hub, "staff", "intake", scopes)
                .get("access_token")
                .asText();
        Practice intake = new Practice(hub.client(token));
        Parameters wanted = new Parameters()
                .addParameter("start", new DateTimeType(Date.from(at(10, 0))))
                .addParameter("service-type-reference", new Reference(practice.service(30, List.of())))
                .addParameter("practitioner", new Reference(practice.practitioner()))
                .addParameter("patient-reference", new Reference(practice.patient()));

        UnprocessableEntityException refused = catchThrowableOfType(
                UnprocessableEntityException.class,
                () -> intake.call("$book", Practice.anyway(wanted.copy(), "Just so")));
        OperationOutcome outcome = (OperationOutcome) refused.getOperationOutcome();
        assertThat(outcome.getIssueFirstRep().getExpression().get(0).getValue()).isEqualTo("overbook");
        // What is free they book, and it takes as long as such a visit takes.
        assertThat(Practice.one(intake.call("$book", wanted)).getEnd()).isEqualTo(Date.from(at(10, 30)));
    }

    @Test
    void whoMayNotBookForEverybodyMayNotUseIt() {
        String token = Tokens.person(hub, "staff", "biller", "openid fhirUser user/Appointment.rs user/Patient.rs")
                .get("access_token")
                .asText();

        assertThatThrownBy(() -> new Practice(hub.client(token)).find("HealthcareService/x", "Practitioner/x", 1))
                .isInstanceOf(ForbiddenOperationException.class);
    }

    @Test
    void saysWhatIsMissingBesideItsParameter() {
        UnprocessableEntityException refused = catchThrowableOfType(
                UnprocessableEntityException.class,
                () -> practice.call("$find", new Parameters().addParameter("end", new DateTimeType(new Date()))));
        OperationOutcome outcome = (OperationOutcome) refused.getOperationOutcome();
        assertThat(outcome.getIssueFirstRep().getExpression().get(0).getValue()).isEqualTo("start");
    }

    private static Parameters cancellation() {
        CodeableConcept reason = new CodeableConcept();
        reason.addCoding().setSystem(PATIENTS_WISH).setCode("pat").setDisplay("Patient");
        return new Parameters().addParameter("reason", reason).addParameter("comment", new StringType("Called"));
    }

    private static String id(Appointment appointment) {
        return "Appointment/" + appointment.getIdElement().getIdPart();
    }

    private List<String> activities(Appointment appointment) {
        return practice
                .client()
                .search()
                .byUrl("Provenance?target=" + id(appointment))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .stream()
                .map(entry -> ((Provenance) entry.getResource()).getActivity().getText())
                .toList();
    }
}
