package org.practicehub.server.messaging;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.server.testing.TestHub;

/** A patient of a test's own with a visit, and what became of its reminders: all by the FHIR API. */
final class Reminded {
    static final ZoneId ZONE = ZoneId.of("America/Chicago");

    private final TestHub hub;
    private final IGenericClient client;
    final String number = "+1847" + ThreadLocalRandom.current().nextInt(2_000_000, 9_999_999);
    final String address = UUID.randomUUID() + "@example.org";
    final String patient;
    final String visit;
    Instant begins;

    Reminded(TestHub hub, boolean mobile, boolean mail, Instant begins) {
        this.hub = hub;
        this.client = hub.client();
        this.begins = begins;
        Patient person = new Patient();
        person.addName().setFamily("Quellenbach").addGiven("Rosalind");
        person.addTelecom()
                .setSystem(ContactPointSystem.PHONE)
                .setUse(mobile ? ContactPointUse.MOBILE : ContactPointUse.HOME)
                .setValue(number.substring(2));
        if (mail) {
            person.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue(address);
        }
        this.patient = "Patient/" + create(person);
        Appointment appointment = new Appointment().setStatus(AppointmentStatus.BOOKED);
        appointment.addServiceType(new CodeableConcept()
                .addCoding(new Coding("urn:test", "COLPO", "Colposcopy"))
                .setText("Colposcopy"));
        appointment.setDescription("Abnormal smear");
        times(appointment);
        appointment.addParticipant().setActor(new Reference(patient)).setStatus(ParticipationStatus.NEEDSACTION);
        this.visit = create(appointment);
    }

    /** Ten in the morning, so many days from now. */
    static Instant morning(int days) {
        return LocalDate.now(ZONE).plusDays(days).atTime(10, 0).atZone(ZONE).toInstant();
    }

    private void times(Appointment appointment) {
        appointment.setStart(Date.from(begins)).setEnd(Date.from(begins.plusSeconds(1800)));
    }

    private String create(Resource resource) {
        return client.create().resource(resource).execute().getId().getIdPart();
    }

    Appointment appointment() {
        return client.read().resource(Appointment.class).withId(visit).execute();
    }

    Reminded planned(Instant now) {
        hub.bean(Planner.class).plan(visit, now);
        return this;
    }

    void moves(Instant to) {
        begins = to;
        Appointment moved = appointment();
        times(moved);
        client.update().resource(moved).execute();
    }

    void isCancelled() {
        client.update()
                .resource(appointment().setStatus(AppointmentStatus.CANCELLED))
                .execute();
    }

    ParticipationStatus answer() {
        return appointment().getParticipantFirstRep().getStatus();
    }

    List<CommunicationRequest> requests() {
        return search("CommunicationRequest?subject=" + patient, CommunicationRequest.class).stream()
                .sorted(Comparator.comparing(
                        one -> one.getOccurrenceDateTimeType().getValue()))
                .toList();
    }

    List<CommunicationRequest> waiting() {
        return requests().stream()
                .filter(one -> one.getStatus() == CommunicationRequest.CommunicationRequestStatus.ACTIVE)
                .toList();
    }

    List<Communication> sent(Medium medium) {
        return search("Communication?subject=" + patient, Communication.class).stream()
                .filter(one -> one.getMedium().stream()
                        .flatMap(way -> way.getCoding().stream())
                        .anyMatch(coding -> medium.code().equals(coding.getCode())))
                .toList();
    }

    List<Task> tasks(String kind) {
        return search("Task?patient=" + patient + "&code=urn:x-hub:task-kind%7C" + kind, Task.class);
    }

    <T extends Resource> List<T> search(String url, Class<T> type) {
        Bundle found = client.search().byUrl(url).returnBundle(Bundle.class).execute();
        return found.getEntry().stream()
                .map(entry -> type.cast(entry.getResource()))
                .toList();
    }
}
