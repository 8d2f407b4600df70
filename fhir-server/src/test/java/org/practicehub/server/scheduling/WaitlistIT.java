package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.practicehub.server.scheduling.Practice.at;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who waits is offered what was freed, and the first who says yes has it (practice.md S2, S36). */
class WaitlistIT extends WaitlistFixture {
    @Test
    void aFreedTimeIsOfferedAndBookedForWhoAccepts() {
        Appointment visit = bookedAt(0);
        String patient = reachable();
        Appointment entry = waits(patient);

        cancel(visit);
        awaitAsked(entry);

        // Kept from everybody else, and told without a word of what for.
        assertThat(desk.find(service, doctor, 1).get(0).getStart()).isEqualTo(Date.from(at(9, 30)));
        assertThat(task(entry).getStatus()).isEqualTo(TaskStatus.REQUESTED);
        assertThat(requests(patient)).singleElement().satisfies(request -> {
            assertThat(request.getStatus()).isEqualTo(CommunicationRequestStatus.ACTIVE);
            assertThat(request.getAboutFirstRep().getReference()).isEqualTo(reference(entry));
            assertThat(request.getRecipientFirstRep().getReference()).isEqualTo(patient);
        });

        Appointment booked = accept(entry);

        assertThat(reference(booked)).isEqualTo(reference(entry));
        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(booked.getStart()).isEqualTo(Date.from(at(9, 0)));
        assertThat(booked.hasExtension(Terms.WAITLIST_OFFER)).isFalse();
        assertThat(desk.slots(booked)).extracting(Slot::getStatus).containsExactly(SlotStatus.BUSY);
        assertThat(Practice.busyRows(hub, doctor)).isEqualTo(1);
        assertThat(task(entry).getStatus()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(requests(patient))
                .extracting(CommunicationRequest::getStatus)
                .containsExactly(CommunicationRequestStatus.COMPLETED);
    }

    /** S2: two accepts in the same millisecond, one booked, one conflict with other times. */
    @Test
    void ofTwoWhoAcceptAtOnceOneIsBookedAndTheOtherWaitsOn() throws Exception {
        Appointment visit = bookedAt(0);
        List<Appointment> both = List.of(waits(reachable()), waits(reachable()));
        cancel(visit);
        awaitAsked(both.get(0), both.get(1));

        ExecutorService clients = Executors.newFixedThreadPool(2);
        List<Callable<Integer>> calls = new ArrayList<>();
        List<OperationOutcome> lost = new ArrayList<>();
        both.forEach(entry -> calls.add(() -> {
            try {
                accept(entry);
                return 200;
            } catch (BaseServerResponseException e) {
                lost.add((OperationOutcome) e.getOperationOutcome());
                return e.getStatusCode();
            }
        }));
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> one : clients.invokeAll(calls)) {
            answers.add(one.get());
        }
        clients.shutdown();

        assertThat(answers).containsExactlyInAnyOrder(200, 409);
        assertThat(lost.get(0).getIssueFirstRep().getCode()).isEqualTo(OperationOutcome.IssueType.CONFLICT);
        assertThat(lost.get(0).getContained()).hasSize(3);
        assertThat(both)
                .extracting(entry -> desk.read(entry).getStatus())
                .containsExactlyInAnyOrder(AppointmentStatus.BOOKED, AppointmentStatus.WAITLIST);
        Appointment loser = both.get(answers.indexOf(409));
        assertThat(isAsked(loser)).isFalse();
        assertThat(task(loser).getStatus()).isEqualTo(TaskStatus.CANCELLED);
        String patient = loser.getParticipantFirstRep().getActor().getReference();
        assertThat(requests(patient))
                .extracting(CommunicationRequest::getStatus)
                .containsExactlyInAnyOrder(CommunicationRequestStatus.REVOKED, CommunicationRequestStatus.ACTIVE);
        assertThat(Practice.busyRows(hub, doctor)).isEqualTo(1);
    }

    /** Priority before waiting; who declines, and who does not answer, gives way to who is next. */
    @Test
    void theNextIsAskedWhenThoseBeforeThemDoNotWantIt() {
        Appointment visit = bookedAt(0);
        Appointment third = waits(desk.patient(), entry -> entry.setPriority(9));
        Appointment silent = waits(desk.patient(), entry -> entry.setPriority(2));
        Appointment first = waits(desk.patient(), entry -> entry.setPriority(1));
        cancel(visit);
        awaitAsked(first, silent);
        assertThat(isAsked(third)).isFalse();
        assertThat(task(first).getBusinessStatus().getText()).isEqualTo("Phone only: call them");

        Appointment declined = desk.call(first, "$decline-offer", new Parameters());
        assertThat(declined.getStatus()).isEqualTo(AppointmentStatus.WAITLIST);
        assertThat(task(first).getStatus()).isEqualTo(TaskStatus.REJECTED);
        assertThat(isAsked(third)).isFalse();
        timeIsUp();

        awaitAsked(third);
        assertThat(task(silent).getStatus()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(isAsked(silent)).isFalse();
        assertThatThrownBy(() -> accept(silent)).isInstanceOf(ResourceVersionConflictException.class);
        // Nobody is left: the time is everybody's again.
        desk.call(third, "$decline-offer", new Parameters());
        await().atMost(SOON).until(() -> Practice.busyRows(hub, doctor) == 0);
        assertThat(desk.find(service, doctor, 1).get(0).getStart()).isEqualTo(Date.from(at(9, 0)));
    }

    private void timeIsUp() {
        hub.bean(JdbcClient.class)
                .sql("update hub_freed set answer_by = now(), look_at = now() where owner = ? and hold is not null")
                .param(doctor)
                .update();
    }

    @Test
    void whoWishesSomethingElseIsNotAsked() {
        Appointment visit = bookedAt(0);
        String other = desk.practitioner();
        Appointment elsewhere =
                waits(desk.patient(), entry -> entry.getParticipant().get(1).setActor(new Reference(other)));
        Appointment later = waits(
                desk.patient(), entry -> entry.getRequestedPeriodFirstRep().setStart(Date.from(at(11, 0))));
        String longer = desk.service(60, List.of());
        Appointment tooLong = waits(desk.patient(), entry -> isFor(entry, longer));
        String busy = desk.patient();
        desk.book(desk.find(service, other, 1).get(0), busy);
        Appointment atTwoPlaces = waits(busy);
        bookedAt(0);
        Appointment fits = waits(desk.patient(), entry -> entry.setPriority(9));

        cancel(visit);

        awaitAsked(fits);
        for (Appointment entry : List.of(elsewhere, later, tooLong, atTwoPlaces)) {
            assertThat(isAsked(entry)).isFalse();
        }
    }

    /** An earlier visit: the one that is booked moves, and its time is offered on. */
    @Test
    void aVisitMovesEarlierAndItsOldTimeIsOfferedOn() {
        Appointment first = bookedAt(0);
        String patient = desk.patient();
        Appointment visit = desk.book(desk.find(service, doctor, 10).get(2), patient);
        Appointment earlier = waits(patient, entry -> entry.setServiceType(List.of())
                .addExtension(Terms.EARLIER_THAN, new Reference(reference(visit))));
        Appointment other = waits(
                desk.patient(), entry -> entry.getRequestedPeriodFirstRep().setStart(Date.from(at(10, 0))));

        cancel(first);
        awaitAsked(earlier);
        Appointment moved = accept(earlier);

        assertThat(reference(moved)).isEqualTo(reference(visit));
        assertThat(moved.getStart()).isEqualTo(Date.from(at(9, 0)));
        assertThat(desk.read(earlier).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        awaitAsked(other);
        assertThat(accept(other).getStart()).isEqualTo(visit.getStart());
    }

    /** What the EHR calls off is on offer within a minute, too. */
    @Test
    void theEhrFreesTimeToo() {
        Appointment visit = bookedAt(0);
        Appointment numbered = desk.read(visit);
        String number = "WAIT-" + visit.getIdElement().getIdPart().substring(0, 8);
        numbered.addIdentifier().setSystem("urn:oid:2.999.10.3").setValue(number);
        desk.client().update().resource(numbered).execute();
        Appointment entry = waits(desk.patient());

        try (MllpClient ehr = hub.connect()) {
            assertThat(ehr.send(Hl7.booking("S15", number, "MRN-WAIT", "Wait", at(9, 0))))
                    .contains("MSA|AA|");
        }

        awaitAsked(entry);
        assertThat(accept(entry).getStart()).isEqualTo(Date.from(at(9, 0)));
    }

    /** No-show, move and a plain write free time as well; a hold that is let go does not. */
    @Test
    void whateverFreesTimeIsNoted() {
        Appointment moved = bookedAt(0);
        Appointment missed = bookedAt(0);
        long before = notes();
        desk.call(moved, "$reschedule", new Parameters().addParameter("start", new DateTimeType(Date.from(at(11, 0)))));
        assertThat(notes()).isEqualTo(before + 1);
        desk.client()
                .update()
                .resource(desk.read(missed).setStatus(AppointmentStatus.NOSHOW))
                .execute();
        assertThat(notes()).isEqualTo(before + 2);
        Appointment held = Practice.one(desk.call(
                "$hold", Practice.offered(desk.find(service, doctor, 1).get(0))));
        cancel(held);
        assertThat(notes()).isEqualTo(before + 2);
    }

    private long notes() {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from hub_freed where owner = ?")
                .param(doctor)
                .query(Long.class)
                .single();
    }

    /** Taken off the list while an offer is open: the time goes to whoever is next. */
    @Test
    void whoLeavesTheListIsAskedNoMore() {
        Appointment visit = bookedAt(0);
        Appointment leaves = waits(desk.patient(), entry -> entry.setPriority(1));
        Appointment stays = waits(desk.patient(), entry -> entry.setPriority(2));
        Appointment next = waits(desk.patient(), entry -> entry.setPriority(3));
        cancel(visit);
        awaitAsked(leaves, stays);

        cancel(leaves);
        await().atMost(SOON).until(() -> task(leaves).getStatus() == TaskStatus.CANCELLED);
        assertThat(isAsked(stays)).isTrue();
        desk.call(stays, "$decline-offer", new Parameters());

        awaitAsked(next);
    }
}
