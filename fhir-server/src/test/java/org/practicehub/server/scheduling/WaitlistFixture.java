package org.practicehub.server.scheduling;

import static org.awaitility.Awaitility.await;
import static org.practicehub.server.scheduling.Practice.at;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.TestHub;

/** A practice with one practitioner whose freed times are offered to two at once, and who waits for them. */
abstract class WaitlistFixture {
    static final Duration SOON = Duration.ofSeconds(30);

    final TestHub hub = TestHub.shared();
    final Practice desk = new Practice(hub.client());
    final String doctor = desk.practitioner();
    final String service = desk.service(30, List.of());

    Practice as(String patient) {
        return new Practice(hub.client(Minted.person(
                hub, "frontdesk", "patient/*.cruds", Map.of("patient", patient.substring("Patient/".length())))));
    }

    Appointment wish(String patient) {
        Appointment entry = new Appointment().setStatus(AppointmentStatus.WAITLIST);
        entry.addServiceType().addExtension(Terms.SERVICE, new Reference(service));
        entry.addParticipant().setActor(new Reference(patient)).setStatus(ParticipationStatus.NEEDSACTION);
        entry.addParticipant().setActor(new Reference(doctor)).setStatus(ParticipationStatus.NEEDSACTION);
        entry.addRequestedPeriod().setStart(Date.from(at(0, 0))).setEnd(Date.from(at(24, 0)));
        return entry;
    }

    Appointment waits(String patient) {
        return waits(patient, entry -> {});
    }

    Appointment waits(String patient, Consumer<Appointment> change) {
        Appointment entry = wish(patient);
        change.accept(entry);
        return read(desk.create(entry));
    }

    Appointment read(String id) {
        return desk.client().read().resource(Appointment.class).withId(id).execute();
    }

    Appointment bookedAt(int place) {
        return desk.book(desk.find(service, doctor, 10).get(place), desk.patient());
    }

    void cancel(Appointment visit) {
        desk.call(visit, "$cancel", new Parameters().addParameter("reason", new CodeableConcept().setText("Ill")));
    }

    boolean isAsked(Appointment entry) {
        return desk.read(entry).hasExtension(Terms.WAITLIST_OFFER);
    }

    void awaitAsked(Appointment... entries) {
        await().atMost(SOON).until(() -> List.of(entries).stream().allMatch(this::isAsked));
    }

    Appointment accept(Appointment entry) {
        return desk.call(entry, "$accept-offer", new Parameters());
    }

    Task task(Appointment entry) {
        return (Task) desk.client()
                .search()
                .byUrl("Task?focus=" + reference(entry))
                .returnBundle(Bundle.class)
                .execute()
                .getEntryFirstRep()
                .getResource();
    }

    List<CommunicationRequest> requests(String patient) {
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

    static String reference(Appointment entry) {
        return "Appointment/" + entry.getIdElement().getIdPart();
    }

    String reachable() {
        Patient patient = new Patient();
        patient.addName().setFamily("Waits").addGiven(UUID.randomUUID().toString());
        patient.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue("waits@example.org");
        return desk.create(patient);
    }

    static void isFor(Appointment entry, String service) {
        entry.getServiceTypeFirstRep().getExtensionByUrl(Terms.SERVICE).setValue(new Reference(service));
    }
}
