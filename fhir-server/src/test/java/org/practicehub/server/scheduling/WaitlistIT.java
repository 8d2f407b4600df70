package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.practicehub.server.scheduling.Practice.at;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestHub;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who waits is offered what was freed, and the first who says yes has it (practice.md S2, S36). Two are asked at once here. */
class WaitlistIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestHub hub = TestHub.shared();
    private final Practice desk = new Practice(hub.client());
    private final String doctor = desk.practitioner();
    private final String service = desk.service(30, List.of());

    private Practice as(String patient) {
        return new Practice(hub.client(Minted.person(
                hub, "frontdesk", "patient/*.cruds", Map.of("patient", patient.substring("Patient/".length())))));
    }

    private Appointment wish(String patient) {
        Appointment entry = new Appointment().setStatus(AppointmentStatus.WAITLIST);
        entry.addServiceType().addExtension(Terms.SERVICE, new Reference(service));
        entry.addParticipant().setActor(new Reference(patient)).setStatus(ParticipationStatus.NEEDSACTION);
        entry.addParticipant().setActor(new Reference(doctor)).setStatus(ParticipationStatus.NEEDSACTION);
        entry.addRequestedPeriod().setStart(Date.from(at(0, 0))).setEnd(Date.from(at(24, 0)));
        return entry;
    }

    private Appointment waits(String patient) {
        return waits(patient, entry -> {});
    }

    private Appointment waits(String patient, Consumer<Appointment> change) {
        Appointment entry = wish(patient);
        change.accept(entry);
        return read(desk.create(entry));
    }

    private Appointment read(String id) {
        return desk.client().read().resource(Appointment.class).withId(id).execute();
    }

    private Appointment bookedAt(int place) {
        return desk.book(desk.find(service, doctor, 10).get(place), desk.patient());
    }

    private void cancel(Appointment visit) {
        desk.call(visit, "$cancel", new Parameters().addParameter("reason", new CodeableConcept().setText("Ill")));
    }

    private boolean isAsked(Appointment entry) {
        return desk.read(entry).hasExtension(Terms.WAITLIST_OFFER);
    }

    private void awaitAsked(Appointment... entries) {
        await().atMost(SOON).until(() -> List.of(entries).stream().allMatch(this::isAsked));
    }

    private Appointment accept(Appointment entry) {
        return desk.call(entry, "$accept-offer", new Parameters());
    }

    private Task task(Appointment entry) {
        return (Task) desk.client()
                .search()
                .byUrl("Task?focus=" + reference(entry))
                .returnBundle(Bundle.class)
                .execute()
                .getEntryFirstRep()
                .getResource();
    }

    private List<CommunicationRequest> requests(String patient) {
        return desk
                .client()
                .search()
                .byUrl("CommunicationRequest?patient=" + patient + "&_sort=_lastUpdated")
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .stream()
                .map(one -> (CommunicationRequest) one.getResource())
                .toList();
    }

    private static String reference(Appointment entry) {
        return "Appointment/" + entry.getIdElement().getIdPart();
    }

    private String reachable() {
        Patient patient = new Patient();
        patient.addName().setFamily("Waits").addGiven(UUID.randomUUID().toString());
        patient.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue("waits@example.org");
        return desk.create(patient);
    }

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

    @Test
    void whoWaitsForAnEarlierVisitWaitsNoLongerThanThatIsBooked() {
        String patient = desk.patient();
        Appointment visit = desk.book(desk.find(service, doctor, 1).get(0), patient);
        Appointment earlier =
                waits(patient, entry -> entry.addExtension(Terms.EARLIER_THAN, new Reference(reference(visit))));
        Appointment brief = waits(
                desk.patient(),
                entry -> entry.addExtension(
                        Terms.WAITS_UNTIL,
                        new DateTimeType(Date.from(Instant.now().plusSeconds(3)))));

        cancel(visit);

        for (Appointment entry : List.of(earlier, brief)) {
            await().atMost(SOON).until(() -> desk.read(entry).getStatus() == AppointmentStatus.CANCELLED);
        }
        assertThat(desk.read(earlier).getCancelationReason().getText()).contains("not booked any more");
        assertThat(desk.read(brief).getCancelationReason().getText()).contains("last day");
    }

    /** The rules hold for who waits as they do for who books: the demo's check-ups are for children. */
    @Test
    void onlyThoseAreAskedWhomTheRulesAllow() {
        HealthcareService children = new HealthcareService().setActive(true);
        children.addType(new CodeableConcept().addCoding(new Coding("urn:test:service", "WELLCHILD", "Check-up")));
        children.addExtension(Terms.MINUTES, new IntegerType(30));
        String checkUp = desk.create(children);
        Appointment visit = bookedAt(0);
        Appointment adult = waitsForCheckUp("1980-01-01", checkUp);
        Appointment child = waitsForCheckUp(Practice.DAY.minusYears(5).toString(), checkUp);

        cancel(visit);

        awaitAsked(child);
        assertThat(isAsked(adult)).isFalse();
    }

    private Appointment waitsForCheckUp(String born, String checkUp) {
        Patient patient = new Patient();
        patient.addName().setFamily("Rules").addGiven(UUID.randomUUID().toString());
        patient.getBirthDateElement().setValueAsString(born);
        return waits(desk.create(patient), entry -> isFor(entry, checkUp));
    }

    private static void isFor(Appointment entry, String service) {
        entry.getServiceTypeFirstRep().getExtensionByUrl(Terms.SERVICE).setValue(new Reference(service));
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

    @Test
    void aPersonFillsATimeByHandWithWhomTheyChoose() {
        Appointment last = waits(desk.patient(), entry -> entry.setPriority(8));
        Appointment first = waits(desk.patient(), entry -> entry.setPriority(1));
        Parameters asked = Practice.window(at(9, 0), at(9, 30)).addParameter("practitioner", new Reference(doctor));

        List<ParametersParameterComponent> matches = desk.client()
                .operation()
                .onType(Appointment.class)
                .named("$waitlist-matches")
                .withParameters(asked)
                .execute()
                .getParameter();

        assertThat(matches)
                .extracting(match -> ((Reference) part(match, "entry")).getReference())
                .containsExactly(reference(first), reference(last));
        assertThat(part(matches.get(0), "score-priority").primitiveValue()).isEqualTo("40");
        assertThat(part(matches.get(0), "phone-only").primitiveValue()).isEqualTo("true");
        Appointment booked = Practice.one(desk.call(
                "$book",
                new Parameters()
                        .addParameter("appointment-reference", new Reference().setIdentifier((Identifier)
                                        part(matches.get(1), "offer")))
                        .addParameter("request-reference", new Reference(reference(last)))));
        assertThat(reference(booked)).isEqualTo(reference(last));
        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(booked.getParticipant()).hasSize(2);
    }

    private static Type part(ParametersParameterComponent of, String name) {
        return of.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Test
    void whatIsWrongWithAnEntryIsSaidWithItsPlace() {
        String patient = desk.patient();
        refused("Appointment.serviceType", wish(patient).setServiceType(List.of()));
        refused("Appointment.start", wish(patient).setStart(Date.from(at(9, 0))).setEnd(Date.from(at(10, 0))));
        refused("Appointment.priority", wish(patient).setPriority(10));
        Appointment over = wish(patient);
        over.getRequestedPeriodFirstRep()
                .setStart(Date.from(Instant.EPOCH))
                .setEnd(Date.from(Instant.EPOCH.plusSeconds(60)));
        refused("Appointment.requestedPeriod", over);
        Appointment nobodys = wish(patient);
        nobodys.getParticipant().remove(0);
        refused("Appointment.participant", nobodys);
        Appointment visit = bookedAt(0);
        Appointment others = wish(patient);
        others.addExtension(Terms.EARLIER_THAN, new Reference(reference(visit)));
        refused("Appointment.extension('" + Terms.EARLIER_THAN + "')", others);
    }

    private void refused(String place, Appointment entry) {
        UnprocessableEntityException refused =
                catchThrowableOfType(UnprocessableEntityException.class, () -> desk.create(entry));
        assertThat(((OperationOutcome) refused.getOperationOutcome())
                        .getIssueFirstRep()
                        .getExpression()
                        .get(0)
                        .getValue())
                .isEqualTo(place);
    }

    /** Patients wait by themselves for what they may book, no sooner than others, and answer for themselves alone. */
    @Test
    void aPatientWaitsAndAnswersForThemselves() {
        String patient = desk.patient();
        Practice own = as(patient);
        // The demo's patients book when they have been seen before.
        assertThatThrownBy(() -> own.create(wish(patient))).isInstanceOf(UnprocessableEntityException.class);
        seen(patient);
        Appointment visit = bookedAt(0);
        Appointment entry = read(own.create(wish(patient).setPriority(1)));
        assertThat(entry.getPriority()).isZero();
        assertThat(entry.hasExtension(Terms.WAITS_UNTIL)).isTrue();

        cancel(visit);
        awaitAsked(entry);

        String stranger = desk.patient();
        assertThatThrownBy(() -> as(stranger).call(entry, "$accept-offer", new Parameters()))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> own.client()
                        .operation()
                        .onType(Appointment.class)
                        .named("$waitlist-matches")
                        .withParameters(Practice.window(at(9, 0), at(9, 30)))
                        .execute())
                .isInstanceOf(ForbiddenOperationException.class);
        Appointment booked = own.call(entry, "$accept-offer", new Parameters());
        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(booked.getParticipantFirstRep().getStatus()).isEqualTo(ParticipationStatus.ACCEPTED);
    }

    private void seen(String patient) {
        Appointment before = new Appointment().setStatus(AppointmentStatus.FULFILLED);
        before.setStart(Date.from(Instant.now().minus(Duration.ofDays(60))));
        before.setEnd(Date.from(before.getStart().toInstant().plusSeconds(1800)));
        before.addParticipant().setActor(new Reference(patient)).setStatus(ParticipationStatus.ACCEPTED);
        desk.create(before);
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

    @Test
    void saysHowManyFreedTimesWereFilled() {
        Appointment visit = bookedAt(0);
        Appointment entry = waits(desk.patient());
        Parameters before = rate();
        cancel(visit);
        awaitAsked(entry);
        accept(entry);

        Parameters after = rate();
        for (String count : List.of("freed", "offered", "filled")) {
            assertThat(number(after, count)).isGreaterThan(number(before, count));
        }
    }

    private Parameters rate() {
        return desk.client()
                .operation()
                .onType(Appointment.class)
                .named("$waitlist-rate")
                .withNoParameters(Parameters.class)
                .execute();
    }

    private static int number(Parameters of, String name) {
        return ((IntegerType) of.getParameter(name).getValue()).getValue();
    }
}
