package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.practicehub.server.scheduling.Practice.at;

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
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestHub;

/** Calendars: what takes time in them, whoever writes it, and what may stand over what (practice.md 3.1, 3.3). */
class CalendarIT {
    private final TestHub hub = TestHub.shared();
    private final Practice practice = new Practice(hub.client());

    @Test
    void aBlockKeepsVisitsAwayAndStandsOverThoseThatAreThere() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        practice.book(practice.find(service, doctor, 1).get(0), practice.patient());
        String schedule = schedule(doctor);

        Slot block = new Slot()
                .setSchedule(new Reference(schedule))
                .setStatus(SlotStatus.BUSYUNAVAILABLE)
                .setStart(Date.from(at(9, 0)))
                .setEnd(Date.from(at(11, 0)));
        practice.create(block);

        assertThat(practice.find(service, doctor, 100)).hasSize(2).allMatch(one -> !one.getStart()
                .before(Date.from(at(11, 0))));
        Slot busy = new Slot()
                .setSchedule(new Reference(schedule))
                .setStatus(SlotStatus.BUSY)
                .setStart(Date.from(at(10, 0)))
                .setEnd(Date.from(at(10, 30)));
        assertThatThrownBy(() -> practice.create(busy)).isInstanceOf(ResourceVersionConflictException.class);
    }

    @Test
    void aPersonWithTwoRolesHasOneCalendar() {
        String doctor = practice.practitioner();
        PractitionerRole role = new PractitionerRole();
        role.setPractitioner(new Reference(doctor));
        String second = practice.create(Practice.calendar(practice.create(role), "13:00:00", "14:00:00"));
        String first = schedule(doctor);

        practice.create(busy(first));

        assertThatThrownBy(() -> practice.create(busy(second))).isInstanceOf(ResourceVersionConflictException.class);
    }

    /** S8. */
    @Test
    void aTemplateThatCannotBeIsRefusedWithBothEntriesNamed() {
        Schedule schedule = Practice.calendar(practice.practitioner(), "09:00:00", "12:00:00");
        schedule.addExtension(Practice.template("11:00:00", "13:00:00"));

        UnprocessableEntityException refused =
                catchThrowableOfType(UnprocessableEntityException.class, () -> practice.create(schedule));

        OperationOutcome outcome = (OperationOutcome) refused.getOperationOutcome();
        assertThat(outcome.getIssueFirstRep().getExpression()).hasSize(2);
    }

    /** The EHR's calendar is as the EHR says, two at one time as well; nobody is put there from here. */
    @Test
    void whatAFeedSaysStandsAndKeepsOthersAway() {
        String doctor = practice.client()
                .search()
                .byUrl("Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1234567893")
                .returnBundle(Bundle.class)
                .execute()
                .getEntryFirstRep()
                .getResource()
                .getIdElement()
                .toUnqualifiedVersionless()
                .getValue();
        long before = Practice.busyRows(hub, doctor);
        try (MllpClient ehr = hub.connect()) {
            for (String number : List.of("TWICE-1", "TWICE-2")) {
                String told = Hl7.booking("S12", number, "MRN-" + number, "Twice", at(20, 0));
                assertThat(ehr.send(told)).contains("MSA|AA|");
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> Practice.busyRows(hub, doctor) == before + 2);

        String service = practice.service(20, List.of());
        String patient = practice.patient();
        assertThatThrownBy(() -> practice.call(
                        "$book",
                        Practice.own(service, doctor, at(20, 0), at(20, 20))
                                .addParameter("patient-reference", new Reference(patient))))
                .isInstanceOf(UnprocessableEntityException.class);
        Slot busy = busy(schedule(doctor)).setStart(Date.from(at(20, 10))).setEnd(Date.from(at(20, 15)));
        assertThatThrownBy(() -> practice.create(busy)).isInstanceOf(ResourceVersionConflictException.class);
    }

    /** What came by a message names no type of visit that is known here, and may need more than one person. */
    @Test
    void whoeverWasToBeThereComesAlongWhenAVisitMoves() {
        String first = practice.practitioner();
        String second = practice.practitioner();
        Appointment told = new Appointment().setStatus(AppointmentStatus.BOOKED);
        told.setStart(Date.from(at(9, 0))).setEnd(Date.from(at(9, 45)));
        for (String actor : List.of(practice.patient(), first, second)) {
            told.addParticipant().setActor(new Reference(actor)).setStatus(ParticipationStatus.ACCEPTED);
        }
        told.setId(practice.create(told));

        Appointment moved = practice.call(
                told, "$reschedule", new Parameters().addParameter("start", new DateTimeType(Date.from(at(10, 0)))));

        assertThat(moved.getEnd()).isEqualTo(Date.from(at(10, 45)));
        assertThat(practice.slots(moved)).hasSize(2);
        assertThat(Practice.busyRows(hub, first)).isEqualTo(1);
        assertThat(Practice.busyRows(hub, second)).isEqualTo(1);
    }

    @Test
    void aPlainWriteThatEndsAVisitFreesItsTimeToo() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        Appointment booked = practice.book(practice.find(service, doctor, 1).get(0), practice.patient());

        Appointment missed = practice.read(booked).setStatus(AppointmentStatus.NOSHOW);
        practice.client().update().resource(missed).execute();

        assertThat(practice.slots(booked)).extracting(Slot::getStatus).containsExactly(SlotStatus.FREE);
        assertThat(practice.find(service, doctor, 100)).hasSize(6);
    }

    /** A visit may go where it was itself, and where its own buffer was. */
    @Test
    void aVisitWithBuffersMovesALittle() {
        String doctor = practice.practitioner();
        String service = practice.service(30, 10, List.of());
        Appointment booked = practice.book(practice.find(service, doctor, 1).get(0), practice.patient());
        assertThat(Practice.busyRows(hub, doctor)).isEqualTo(2);

        for (int minute : List.of(10, 0)) {
            Appointment moved = practice.call(
                    booked,
                    "$reschedule",
                    new Parameters().addParameter("start", new DateTimeType(Date.from(at(9, minute)))));
            assertThat(moved.getStart()).isEqualTo(Date.from(at(9, minute)));
            assertThat(Practice.busyRows(hub, doctor)).isEqualTo(2);
        }
        practice.call(booked, "$cancel", new Parameters().addParameter("reason", new CodeableConcept().setText("Ill")));
        assertThat(Practice.busyRows(hub, doctor)).isZero();
    }

    /** Two that overlap have a seat each; where the first has gone, the second is still there. */
    @Test
    void nobodyIsPutBesideOneWhoSitsInTheSecondSeat() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        book(service, doctor, 9, 0, true);
        book(service, doctor, 9, 15, true);

        assertThatThrownBy(() -> book(service, doctor, 9, 30, false))
                .isInstanceOf(ResourceVersionConflictException.class);
        assertThat(book(service, doctor, 9, 45, false).getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    }

    private Appointment book(String service, String doctor, int hour, int minute, boolean anyway) {
        Parameters wanted = Practice.own(service, doctor, at(hour, minute), at(hour, minute + 30))
                .addParameter("patient-reference", new Reference(practice.patient()));
        return Practice.one(practice.call("$book", anyway ? Practice.anyway(wanted, "Siblings") : wanted));
    }

    @Test
    void aBlockOfOneTypeOfVisitKeepsThatAwayAndNoOther() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        String other = practice.service(30, List.of());
        HealthcareService type = practice.client()
                .read()
                .resource(HealthcareService.class)
                .withId(service)
                .execute();
        Slot block = new Slot()
                .setSchedule(new Reference(schedule(doctor)))
                .setStatus(SlotStatus.BUSYUNAVAILABLE)
                .setServiceType(type.getType())
                .setStart(Date.from(at(9, 0)))
                .setEnd(Date.from(at(11, 0)));
        practice.create(block);

        assertThat(practice.find(service, doctor, 100)).hasSize(2);
        assertThat(practice.find(other, doctor, 100)).hasSize(6);
        assertThatThrownBy(() -> book(service, doctor, 9, 0, false))
                .isInstanceOf(ResourceVersionConflictException.class);
        assertThat(book(other, doctor, 9, 0, false).getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    }

    @Test
    void aGroupHasRoomForAsManyAsItsCapacity() {
        String doctor = practice.practitioner();
        Schedule schedule = hours(doctor);
        schedule.getExtensionByUrl(Terms.TEMPLATE).addExtension("capacity", new PositiveIntType(2));
        practice.client().update().resource(schedule).execute();
        String service = practice.service(30, List.of());

        book(service, doctor, 9, 0, false);
        book(service, doctor, 9, 15, false);
        assertThatThrownBy(() -> book(service, doctor, 9, 0, false))
                .isInstanceOf(ResourceVersionConflictException.class);
        // One of the two is over by then.
        assertThat(book(service, doctor, 9, 30, false).getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    }

    @Test
    void hoursThatAdjoinAreOneStretch() {
        String doctor = practice.practitioner();
        Schedule schedule = hours(doctor);
        schedule.addExtension(Practice.template("12:00:00", "15:00:00"));
        practice.client().update().resource(schedule).execute();

        assertThat(book(practice.service(30, List.of()), doctor, 11, 45, false).getStatus())
                .isEqualTo(AppointmentStatus.BOOKED);
    }

    private Schedule hours(String doctor) {
        return practice.client()
                .read()
                .resource(Schedule.class)
                .withId(schedule(doctor))
                .execute();
    }

    /** A person with two roles has one calendar, under whichever of them they are asked for. */
    @Test
    void aVisitMovesToWhoeverIsNamedByTheirRole() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        Appointment booked =
                practice.book(practice.find(service, practice.practitioner(), 1).get(0), practice.patient());
        PractitionerRole role = new PractitionerRole().setPractitioner(new Reference(doctor));

        practice.call(
                booked,
                "$reschedule",
                new Parameters()
                        .addParameter("start", new DateTimeType(Date.from(at(10, 0))))
                        .addParameter("practitioner", new Reference(practice.create(role))));

        assertThat(Practice.busyRows(hub, doctor)).isEqualTo(1);
    }

    @Test
    void aPlainWriteMovesAndTakesTheTimeAsWell() {
        String doctor = practice.practitioner();
        String service = practice.service(30, List.of());
        Appointment booked = practice.book(practice.find(service, doctor, 1).get(0), practice.patient());

        Appointment moved = practice.read(booked).setStart(Date.from(at(11, 0))).setEnd(Date.from(at(11, 30)));
        practice.client().update().resource(moved).execute();
        assertThat(practice.slots(booked)).extracting(Slot::getStart).containsExactly(Date.from(at(11, 0)));

        practice.client()
                .update()
                .resource(practice.read(booked).setStatus(AppointmentStatus.CANCELLED))
                .execute();
        assertThat(Practice.busyRows(hub, doctor)).isZero();
        book(service, doctor, 11, 0, false);
        Appointment again = practice.read(booked).setStatus(AppointmentStatus.BOOKED);
        assertThatThrownBy(() -> practice.client().update().resource(again).execute())
                .isInstanceOf(ResourceVersionConflictException.class);
    }

    /** What was booked here and is called off by the EHR leaves nothing behind in the calendars. */
    @Test
    void whatTheEhrCallsOffLeavesItsTimeAndItsBuffersFree() {
        String doctor = practice.practitioner();
        Appointment booked = practice.book(
                practice.find(practice.service(30, 10, List.of()), doctor, 1).get(0), practice.patient());
        assertThat(Practice.busyRows(hub, doctor)).isEqualTo(2);

        // As the EHR numbers it: told of the booking, it has given it a number of its own.
        Appointment numbered = practice.read(booked);
        String number = "OFF-" + booked.getIdElement().getIdPart().substring(0, 8);
        numbered.addIdentifier().setSystem("urn:oid:2.999.10.3").setValue(number);
        practice.client().update().resource(numbered).execute();
        try (MllpClient ehr = hub.connect()) {
            assertThat(ehr.send(Hl7.booking("S15", number, "MRN-OFF", "Off", at(9, 0))))
                    .contains("MSA|AA|");
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> practice.read(booked).getStatus() == AppointmentStatus.CANCELLED);
        assertThat(Practice.busyRows(hub, doctor)).isZero();
    }

    private static Slot busy(String schedule) {
        return new Slot()
                .setSchedule(new Reference(schedule))
                .setStatus(SlotStatus.BUSY)
                .setStart(Date.from(at(9, 0)))
                .setEnd(Date.from(at(9, 30)));
    }

    private String schedule(String actor) {
        return practice
                .client()
                .search()
                .byUrl("Schedule?actor=" + actor)
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .stream()
                .map(entry -> "Schedule/" + entry.getResource().getIdElement().getIdPart())
                .findFirst()
                .orElseThrow();
    }
}
