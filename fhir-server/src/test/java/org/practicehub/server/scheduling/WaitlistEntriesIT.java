package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.practicehub.server.scheduling.Practice.at;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;

/** Who may wait and for what, for how long, and whom the desk chooses by hand (practice.md S2). */
class WaitlistEntriesIT extends WaitlistFixture {
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
        // The demo's rules leave procedures to the desk.
        Appointment procedure = wish(patient);
        procedure.setServiceType(List.of(new CodeableConcept()));
        procedure.getServiceTypeFirstRep().addExtension(Terms.SERVICE, new Reference(demoService("PROC")));
        assertThatThrownBy(() -> own.create(procedure)).isInstanceOf(UnprocessableEntityException.class);
        assertThat(desk.create(procedure)).isNotEmpty();
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

    private String demoService(String code) {
        return desk
                .client()
                .search()
                .forResource(HealthcareService.class)
                .where(HealthcareService.IDENTIFIER.exactly().code(code))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .stream()
                .map(entry -> "HealthcareService/"
                        + entry.getResource().getIdElement().getIdPart())
                .findFirst()
                .orElseThrow();
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
