package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.practicehub.server.scheduling.Practice.at;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.practicehub.server.scheduling.rules.CurrentRules;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.TestHub;

/** Patients book by themselves what the practice's rules open to them, and nothing else (practice.md S1, S3). */
class RulesIT {
    private static final Path FILE = TestHub.config().resolve("demo/booking.yaml");
    private static String before = "";

    private final TestHub hub = TestHub.shared();
    private final Practice desk = new Practice(hub.client());
    private final String doctor = desk.practitioner();
    private final String service = desk.service(30, List.of());
    private final String patient = desk.patient();
    private final Practice own = new Practice(as(patient));

    private IGenericClient as(String patient) {
        return hub.client(Minted.person(
                hub, "frontdesk", "patient/*.cruds", Map.of("patient", patient.substring("Patient/".length()))));
    }

    @BeforeEach
    void keep() throws IOException {
        if (before.isEmpty()) {
            before = Files.readString(FILE);
        }
    }

    @AfterAll
    static void restore() throws IOException {
        Files.writeString(FILE, before);
    }

    /** Writes rules of the test's own above those of the demo, and waits until they hold. */
    private void rules(String rules) throws IOException {
        Files.writeString(
                FILE,
                "rules:\n" + rules.replace("SERVICE", service).indent(2) + before.replaceFirst("(?s).*\nrules:\n", ""));
        String name = rules.replaceFirst("(?s).*?name: ([^,\n}]+).*", "$1").strip();
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.bean(CurrentRules.class).rules().all().stream()
                .anyMatch(rule -> rule.name().equals(name) && rule.services().contains(service)));
    }

    @Test
    void aPatientBooksMovesConfirmsAndCancelsTheirOwn() throws IOException {
        rules("- { name: Open to all, services: [SERVICE], open: true, patient: any, change-until: 1h }");
        List<Appointment> found = own.find(service, doctor, 10);

        Appointment booked = Practice.one(own.call("$book", Practice.offered(found.get(0))));

        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(booked.getParticipant())
                .filteredOn(one -> patient.equals(one.getActor().getReference()))
                .extracting(Appointment.AppointmentParticipantComponent::getStatus)
                .containsExactly(ParticipationStatus.ACCEPTED);
        Appointment moved = own.call(booked, "$reschedule", Practice.offered(found.get(3)));
        assertThat(moved.getStart()).isEqualTo(found.get(3).getStart());
        assertThat(own.call(booked, "$confirm", new Parameters()).getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(own.call(booked, "$cancel", reason()).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
    }

    /** S1: a slot that is hidden from one is also refused when they post it. */
    @Test
    void whatIsHiddenIsRefusedToo() throws IOException {
        rules(
                "- { name: Children only, services: [SERVICE], open: true, patient: any, age: 0-17, otherwise: request }");
        Appointment offer = desk.find(service, doctor, 1).get(0);

        Bundle hidden = own.call("$find", asked());
        UnprocessableEntityException refused = catchThrowableOfType(
                UnprocessableEntityException.class, () -> own.call("$book", Practice.offered(offer)));
        UnprocessableEntityException held = catchThrowableOfType(
                UnprocessableEntityException.class, () -> own.call("$hold", Practice.offered(offer)));

        assertThat(hidden.getTotal()).isZero();
        OperationOutcomeIssueComponent why =
                ((OperationOutcome) hidden.getEntryFirstRep().getResource()).getIssueFirstRep();
        for (OperationOutcomeIssueComponent issue : List.of(why, issue(refused), issue(held))) {
            assertThat(issue.getCode()).isEqualTo(OperationOutcome.IssueType.BUSINESSRULE);
            assertThat(issue.getDetails().getCodingFirstRep().getCode()).isEqualTo("age");
            assertThat(issue.getExtensionString(Terms.ALLOWED_PATH)).isEqualTo("request");
        }
        assertThat(Practice.busyRows(hub, doctor)).isZero();
        // The desk is not a patient.
        assertThat(desk.book(offer, patient).getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    }

    private Parameters asked() {
        return Practice.window(at(0, 0), at(24, 0))
                .addParameter("service-type-reference", new Reference(service))
                .addParameter("practitioner", new Reference(doctor));
    }

    private static OperationOutcomeIssueComponent issue(UnprocessableEntityException refused) {
        return ((OperationOutcome) refused.getOperationOutcome()).getIssueFirstRep();
    }

    /** Rules for staff too: past them with a role and a reason alone. */
    @Test
    void theDeskGoesPastARuleOnlyWithAReason() throws IOException {
        rules("- { name: Nobody, by: staff, services: [SERVICE], open: false }");
        Parameters wanted = Practice.own(service, doctor, at(9, 0), at(9, 30))
                .addParameter("patient-reference", new Reference(patient));

        UnprocessableEntityException refused =
                catchThrowableOfType(UnprocessableEntityException.class, () -> desk.call("$book", wanted));
        assertThat(issue(refused).getDetails().getCodingFirstRep().getCode()).isEqualTo("not-offered");
        assertThat(desk.find(service, doctor, 1)).isEmpty();

        Appointment anyway = Practice.one(desk.call("$book", Practice.anyway(wanted, "The doctor wants it")));
        assertThat(anyway.getExtensionString(Terms.OVERBOOKED)).isEqualTo("The doctor wants it");
    }

    @Test
    void visitsToComeCountAndATimeThatIsHeldIsLetGoForAnother() throws IOException {
        rules("- { name: One at once, services: [SERVICE], open: true, patient: any, open-visits: 1 }");
        List<Appointment> found = own.find(service, doctor, 6);

        Appointment first = Practice.one(own.call("$hold", Practice.offered(found.get(0))));
        Appointment second = Practice.one(own.call("$hold", Practice.offered(found.get(1))));
        assertThat(desk.read(first).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        Practice.one(own.call(
                "$book",
                new Parameters()
                        .addParameter(
                                "appointment-reference",
                                new Reference(
                                        "Appointment/" + second.getIdElement().getIdPart()))));

        UnprocessableEntityException refused = catchThrowableOfType(
                UnprocessableEntityException.class, () -> own.call("$book", Practice.offered(found.get(4))));
        assertThat(issue(refused).getDetails().getCodingFirstRep().getCode()).isEqualTo("open-visits");
        // The one that is booked can be moved: it does not count beside itself.
        assertThat(own.call(second, "$reschedule", Practice.offered(found.get(4)))
                        .getStart())
                .isEqualTo(found.get(4).getStart());
    }

    /** S3: after the cut-off the front desk has a Task, and the visit stays. */
    @Test
    void afterTheCutOffTheDeskIsAsked() throws IOException {
        rules("- { name: Early only, services: [SERVICE], open: true, patient: any, change-until: 60d }");
        List<Appointment> found = own.find(service, doctor, 2);
        Appointment booked = Practice.one(own.call("$book", Practice.offered(found.get(0))));

        Bundle cancel = call(booked, "$cancel", reason());
        Bundle move = call(booked, "$reschedule", Practice.offered(found.get(1)));

        for (Bundle answer : List.of(cancel, move)) {
            assertThat(Practice.one(answer).getStatus()).isEqualTo(AppointmentStatus.BOOKED);
            OperationOutcome told = (OperationOutcome) answer.getEntry().get(1).getResource();
            assertThat(told.getIssueFirstRep().getDetails().getCodingFirstRep().getCode())
                    .isEqualTo("cut-off");
        }
        List<Task> tasks = tasks(booked);
        assertThat(tasks).hasSize(1);
        assertThat(tasks.get(0).getBusinessStatus().getText()).isEqualTo("Asks for another time");
        // The desk does it, and the Task is done.
        desk.call(booked, "$cancel", reason());
        assertThat(tasks(booked)).extracting(Task::getStatus).containsExactly(Task.TaskStatus.CANCELLED);
    }

    private Bundle call(Appointment appointment, String operation, Parameters parameters) {
        return own.client()
                .operation()
                .onInstance("Appointment/" + appointment.getIdElement().getIdPart())
                .named(operation)
                .withParameters(parameters)
                .returnResourceType(Bundle.class)
                .execute();
    }

    private List<Task> tasks(Appointment appointment) {
        return desk
                .client()
                .search()
                .forResource(Task.class)
                .where(Task.FOCUS.hasId(
                        "Appointment/" + appointment.getIdElement().getIdPart()))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .stream()
                .map(entry -> (Task) entry.getResource())
                .toList();
    }

    /** Request instead: asked for by a plain write, with a Task for the desk, which books it. */
    @Test
    void whatIsAskedForIsBookedByTheDesk() throws IOException {
        rules("- { name: By request, services: [SERVICE], open: false, otherwise: request }");
        Appointment wish = new Appointment().setStatus(AppointmentStatus.PROPOSED);
        wish.addServiceType().addExtension(Terms.SERVICE, new Reference(service));
        wish.addParticipant().setActor(new Reference(patient)).setStatus(ParticipationStatus.NEEDSACTION);
        wish.addRequestedPeriod().setStart(Date.from(at(0, 0))).setEnd(Date.from(at(24, 0)));

        String id = own.create(wish);
        Appointment asked =
                desk.client().read().resource(Appointment.class).withId(id).execute();
        assertThat(tasks(asked)).extracting(Task::getStatus).containsExactly(Task.TaskStatus.REQUESTED);

        Appointment booked = Practice.one(desk.call(
                "$book",
                Practice.offered(desk.find(service, doctor, 1).get(0))
                        .addParameter("request-reference", new Reference(id))));
        assertThat(booked.getIdElement().getIdPart())
                .isEqualTo(asked.getIdElement().getIdPart());
        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(tasks(asked)).extracting(Task::getStatus).containsExactly(Task.TaskStatus.COMPLETED);
    }

    /** Past the rules by a plain write: not at all. */
    @Test
    void aPlainWriteOfAPatientBooksNothing() throws IOException {
        rules("- { name: Open, services: [SERVICE], open: true, patient: any }");
        Appointment booked = new Appointment().setStatus(AppointmentStatus.BOOKED);
        booked.setStart(Date.from(at(9, 0))).setEnd(Date.from(at(9, 30)));
        booked.addParticipant().setActor(new Reference(patient)).setStatus(ParticipationStatus.ACCEPTED);
        assertThatThrownBy(() -> own.create(booked)).isInstanceOf(UnprocessableEntityException.class);
        assertThatThrownBy(() -> own.create(booked.copy().setStatus(AppointmentStatus.PROPOSED)))
                .isInstanceOf(UnprocessableEntityException.class);

        Appointment real = Practice.one(
                own.call("$book", Practice.offered(own.find(service, doctor, 1).get(0))));
        Appointment arrived = real.copy().setStatus(AppointmentStatus.ARRIVED);
        assertThatThrownBy(() -> own.client().update().resource(arrived).execute())
                .isInstanceOf(UnprocessableEntityException.class);
        // A time of their own is not one that was offered.
        assertThatThrownBy(() -> own.call("$book", Practice.own(service, doctor, at(11, 7), at(11, 37))))
                .isInstanceOf(UnprocessableEntityException.class);
    }

    /** Nobody else's visit, whatever the rules say. */
    @Test
    void othersVisitsAreAsIfTheyWereNot() throws IOException {
        rules("- { name: Open, services: [SERVICE], open: true, patient: any }");
        List<Appointment> found = desk.find(service, doctor, 2);
        String stranger = desk.patient();
        Appointment theirs = desk.book(found.get(0), stranger);

        assertThatThrownBy(() -> own.call(theirs, "$cancel", reason())).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> own.call(theirs, "$reschedule", Practice.offered(found.get(1))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> own.call(theirs, "$confirm", new Parameters()))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> own.book(found.get(1), stranger)).isInstanceOf(UnprocessableEntityException.class);
        assertThatThrownBy(() -> own.call(
                        "$find",
                        asked().addParameter(
                                        "ignore-appointment",
                                        new Reference("Appointment/"
                                                + theirs.getIdElement().getIdPart()))))
                .isInstanceOf(UnprocessableEntityException.class);
    }

    /** What can be booked at all, for the first screen of booking; and the same rules tried by the desk. */
    @Test
    void whatIsOpenIsListedAndTheRulesAreTriedOnAPatient() throws IOException {
        rules("- { name: Seen before, services: [SERVICE], open: true, patient: established, notice: 2h }");

        Parameters listed = parameters(own, "$bookable", new Parameters());
        assertThat(listed.getParameter())
                .filteredOn(one -> one.getPart().stream()
                        .anyMatch(part -> part.getValue() instanceof Reference reference
                                && service.equals(reference.getReference())))
                .singleElement()
                .satisfies(one -> assertThat(one.getPart())
                        .anyMatch(part -> part.getValue() instanceof BooleanType allowed && !allowed.booleanValue())
                        .anyMatch(part -> part.getValue() instanceof Coding reason
                                && reason.getCode().equals("established-only")));

        Parameters tried = parameters(
                desk,
                "$booking-rules",
                new Parameters()
                        .addParameter("patient-reference", new Reference(patient))
                        .addParameter("service-type-reference", new Reference(service))
                        .addParameter(
                                "start",
                                new DateTimeType(Date.from(Instant.now().plus(1, ChronoUnit.HOURS)))));
        assertThat(tried.getParameterBool("allowed")).isFalse();
        assertThat(tried.getParameters("condition"))
                .extracting(one -> one.getPart().get(0).getValue().primitiveValue() + " "
                        + one.getPart().get(2).getValue().primitiveValue())
                .contains("open true", "patient false", "notice false");
        assertThatThrownBy(() -> parameters(own, "$booking-rules", new Parameters()))
                .isInstanceOf(UnprocessableEntityException.class);
    }

    private static Parameters parameters(Practice who, String operation, Parameters asked) {
        return who.client()
                .operation()
                .onType(Appointment.class)
                .named(operation)
                .withParameters(asked)
                .execute();
    }

    private static Parameters reason() {
        return new Parameters()
                .addParameter(
                        "reason",
                        new CodeableConcept()
                                .addCoding(new Coding(
                                        "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason",
                                        "pat",
                                        "Patient")));
    }
}
