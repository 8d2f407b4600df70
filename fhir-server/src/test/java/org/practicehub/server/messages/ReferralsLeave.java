package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.Receiver;
import org.practicehub.server.testing.TestHub;

/** The part of {@link OutboundIT} that is about referrals to others (5.4). */
final class ReferralsLeave {
    /** For whom the feed {@code knees} takes referrals. */
    static final String ADDRESSEE = "1999999984";

    private final TestHub hub;
    private final IGenericClient client;
    private final Receiver knees;
    private final String family;

    /** @param family the name of a patient whom no other test has */
    ReferralsLeave(TestHub hub, Receiver knees, String family) {
        this.hub = hub;
        this.client = hub.client();
        this.knees = knees;
        this.family = family;
    }

    /** Asked once though order and Task are written apart, changed, answered without an echo, and taken back. */
    void askedForChangedAnsweredAndTakenBack() {
        ServiceRequest order = refer(ADDRESSEE);
        String number = order.getIdElement().getIdPart() + "^PRACTICE_HUB";
        Task task = follow(order);
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 1);
        save(order.setPriority(ServiceRequestPriority.STAT));
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 2);

        send(
                "RRI^I12^RRI_I12",
                "MSA|AA|" + Receiver.controlId(heard().get(0)) + "\nRF1|A|||||" + number + "|||||K-7^KNEES\n");
        await().atMost(OutboundIT.SOON).until(() -> read(task).getStatus() == TaskStatus.ACCEPTED);
        Task noted = read(task);
        noted.addNote().setText("They called");
        save(noted);
        save(read(order).setStatus(ServiceRequestStatus.REVOKED));
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 3);

        assertThat(heard()).allMatch(message -> message.contains("|" + number));
        assertThat(heard().get(0)).contains("|REF^I12^REF_I12|", "\nRF1|P^", ADDRESSEE + "^NPI");
        assertThat(heard().get(1)).contains("|REF^I13^REF_I12|", "\nRF1|P^Pending^HL70283|S^");
        assertThat(heard().get(2)).contains("|REF^I14^REF_I12|", "|K-7^KNEES");
    }

    /** Many answer on the line at once, and what they decide counts as if it came by itself. */
    void answeredOnTheLine() {
        knees.answer(message -> List.of(message.contains(family) ? declined(message) : Receiver.answer(message, "AA")));

        Task task = follow(refer(ADDRESSEE));

        await().atMost(OutboundIT.SOON).until(() -> read(task).getStatus() == TaskStatus.REJECTED);
        assertThat(read(task).getStatusReason().getText()).isEqualTo("No room");
        assertThat(heard()).hasSize(1);
        knees.answer(message -> List.of(Receiver.answer(message, "AA")));
    }

    private static String declined(String referral) {
        String number = referral.lines()
                .filter(line -> line.startsWith("RF1"))
                .map(rf1 -> rf1.split("\\|")[6])
                .findFirst()
                .orElseThrow();
        String header = Hl7.header("RRI^I12^RRI_I12", Hl7.controlId()).split("\n", 2)[0];
        return header.replace("|TEST_EHR|", "|KNEES|") + "\rMSA|AA|" + Receiver.controlId(referral) + "\rRF1|R|||||"
                + number + "\rNTE|1||No room\r";
    }

    /** What the system referred itself does not go back, whoever changes it; nor does what is for somebody else leave. */
    void toNobodyElseAndNotBack() {
        String own = "R" + Hl7.controlId();
        send(
                "REF^I12^REF_I12",
                "RF1|P|||||" + own + "^KNEES\nPRD|RT|Knie^Ute|||||" + ADDRESSEE + "^NPI\n"
                        + Hl7.patient("M" + own, family, "Test"));
        await().atMost(OutboundIT.SOON).until(() -> !referred(own).isEmpty());
        ServiceRequest theirs = (ServiceRequest) referred(own).get(0).getResource();
        save(theirs.setPriority(ServiceRequestPriority.STAT));
        follow(refer("1999999992"));
        follow(refer(ADDRESSEE));

        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 1);
        assertThat(heard().get(0)).contains("|REF^I12^").doesNotContain(own);
        await().during(Duration.ofSeconds(2)).atMost(OutboundIT.SOON).until(() -> heard().size() == 1);
    }

    private ServiceRequest refer(String npi) {
        Practitioner doctor = new Practitioner();
        doctor.addIdentifier().setSystem("http://hl7.org/fhir/sid/us-npi").setValue(npi);
        doctor.addName().setFamily("Knie");
        Patient patient = new Patient();
        patient.addName().setFamily(family);
        ServiceRequest order =
                new ServiceRequest().setStatus(ServiceRequestStatus.ACTIVE).setIntent(ServiceRequestIntent.ORDER);
        order.getCode().setText("See the knee");
        order.setSubject(new Reference("Patient/" + create(patient).getIdPart()));
        order.addPerformer(new Reference("Practitioner/" + create(doctor).getIdPart()));
        return create(order);
    }

    private Task follow(ServiceRequest order) {
        Task task = new Task().setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER);
        task.getCode().addCoding().setSystem("urn:x-hub:task-kind").setCode("referral");
        task.setFocus(new Reference("ServiceRequest/" + order.getIdElement().getIdPart()));
        task.setFor(order.getSubject());
        return create(task);
    }

    private void send(String type, String segments) {
        try (MllpClient line = hub.connect()) {
            line.send(Hl7.header(type, Hl7.controlId()).split("\n", 2)[0].replace("|TEST_EHR|", "|KNEES|") + "\n"
                    + segments);
        }
    }

    private List<Bundle.BundleEntryComponent> referred(String number) {
        return client.search()
                .forResource(ServiceRequest.class)
                .where(ServiceRequest.IDENTIFIER.exactly().code(number))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry();
    }

    @SuppressWarnings("unchecked") // the server gives back what it was given
    private <T extends Resource> T create(T resource) {
        return (T) client.create().resource(resource).execute().getResource();
    }

    private void save(Resource resource) {
        client.update().resource(resource).execute();
    }

    @SuppressWarnings("unchecked") // of the same type
    private <T extends Resource> T read(T one) {
        return (T) client.read()
                .resource(one.getClass())
                .withId(one.getIdElement().getIdPart())
                .execute();
    }

    private List<String> heard() {
        return knees.heard(family);
    }
}
