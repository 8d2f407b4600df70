package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.api.SearchTotalModeEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.Receiver;
import org.practicehub.server.testing.TestHub;

/** The part of {@link OutboundIT} that is about requests for appointments (5.2). */
final class RequestsAnswered {
    private final TestHub hub;
    private final IGenericClient client;
    private final Receiver asks;
    private final Receiver other;
    private final String family;

    /**
     * @param other hears of appointments, and did not ask
     * @param family the name of a patient whom no other test has
     */
    RequestsAnswered(TestHub hub, Receiver asks, Receiver other, String family) {
        this.hub = hub;
        this.client = hub.client();
        this.asks = asks;
        this.other = other;
        this.family = family;
    }

    /** Who asked hears the decision as the answer to the request, others the booking; what comes later is told to all. */
    void whoAskedAndWhoElseHears() {
        String number = "Q" + Hl7.controlId();
        String request =
                Hl7.header("SRM^S01^SRM_S01", Hl7.controlId()).split("\n", 2)[0].replace("|TEST_EHR|", "|ASKS|")
                        + "\nARQ|" + number + "^PLACES||||||||20|min|20270111140000+0000^20270111180000+0000\n"
                        + Hl7.patient("M" + number, family, "Test");
        try (MllpClient line = hub.connect()) {
            assertThat(line.send(request)).contains("MSA|AA|");
        }
        await().atMost(OutboundIT.SOON)
                .until(() -> requested(number).hasTotal() && requested(number).getTotal() == 1);
        Appointment asked = (Appointment) requested(number).getEntryFirstRep().getResource();
        assertThat(asked.getStatus()).isEqualTo(AppointmentStatus.PROPOSED);
        assertThat(tasks(asked)).singleElement().satisfies(task -> assertThat(task.getStatus())
                .isEqualTo(Task.TaskStatus.REQUESTED));

        asked.setStart(Date.from(Instant.parse("2027-01-11T15:00:00Z")));
        asked.setEnd(Date.from(Instant.parse("2027-01-11T15:20:00Z")));
        Appointment booked = save(asked.setStatus(AppointmentStatus.BOOKED));
        heard(1);
        save(booked.setStatus(AppointmentStatus.CANCELLED));
        heard(2);

        assertThat(asks.heard(family).get(0))
                .contains("|SRR^S01^SRR_S01|", "MSA|AA|" + Receiver.controlId(request))
                .contains("SCH|" + number + "^PLACES|" + booked.getIdElement().getIdPart() + "^PRACTICE_HUB|")
                .contains("|Booked");
        assertThat(asks.heard(family).get(1)).contains("|SIU^S15^SIU_S12|");
        assertThat(other.heard(family).get(0)).contains("|SIU^S12^SIU_S12|");
        assertThat(other.heard(family).get(1)).contains("|SIU^S15^SIU_S12|");
    }

    private void heard(int messages) {
        await().atMost(OutboundIT.SOON)
                .until(() -> asks.heard(family).size() == messages
                        && other.heard(family).size() == messages);
    }

    private Bundle requested(String number) {
        return client.search()
                .forResource(Appointment.class)
                .where(Appointment.IDENTIFIER.exactly().code(number))
                .totalMode(SearchTotalModeEnum.ACCURATE)
                .returnBundle(Bundle.class)
                .execute();
    }

    private List<Task> tasks(Appointment about) {
        Bundle found = client.search()
                .forResource(Task.class)
                .where(Task.FOCUS.hasId("Appointment/" + about.getIdElement().getIdPart()))
                .returnBundle(Bundle.class)
                .execute();
        return found.getEntry().stream()
                .map(entry -> (Task) entry.getResource())
                .toList();
    }

    private Appointment save(Appointment appointment) {
        return (Appointment) client.update().resource(appointment).execute().getResource();
    }
}
