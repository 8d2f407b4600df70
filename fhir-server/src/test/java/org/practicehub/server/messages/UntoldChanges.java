package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.routes.journal.FeedStates;
import org.practicehub.routes.outbound.Lines;
import org.practicehub.server.testing.Receiver;
import org.practicehub.server.testing.TestHub;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The part of {@link OutboundIT} that is about changes of which no message can be made. */
final class UntoldChanges {
    private static final String FEED = "hears";

    private final TestHub hub;
    private final IGenericClient client;
    private final Receiver receiver;
    private final String family;

    /** @param family the name of a patient whom no other test has */
    UntoldChanges(TestHub hub, Receiver receiver, String family) {
        this.hub = hub;
        this.client = hub.client();
        this.receiver = receiver;
        this.family = family;
    }

    /**
     * What was before is unreadable, so that nobody can say what a change is: it waits with a Task, what stands behind it leaves,
     * and once it can be told it is, by the next change or the next start.
     */
    void setAsideAndToldWhenTheyCanBe() {
        Lines lines = hub.bean(Lines.class);
        Appointment changed = create(appointment(AppointmentStatus.PROPOSED, "One"));
        Appointment untouched = create(appointment(AppointmentStatus.PROPOSED, "Two"));
        await().atMost(OutboundIT.SOON).until(() -> noted(changed) + noted(untouched) == 0);
        lines.stop();
        Appointment booked = book(changed);
        book(untouched);
        List<String> were = List.of(damage(changed, "{"), damage(untouched, "{"));
        Appointment behind = create(appointment(AppointmentStatus.BOOKED, "Three"));
        lines.start();

        await().atMost(OutboundIT.SOON).untilAsserted(() -> assertThat(heard()).hasSize(1));
        assertThat(heard().get(0)).contains(number(behind), "|SIU^S12^");
        assertThat(status(changed)).isEqualTo(TaskStatus.REQUESTED);
        assertThat(status(untouched)).isEqualTo(TaskStatus.REQUESTED);
        assertThat(untold()).isEqualTo(2);

        damage(changed, were.get(0));
        damage(untouched, were.get(1));
        client.update().resource(booked.setComment("Bring the form")).execute();
        await().atMost(OutboundIT.SOON).untilAsserted(() -> assertThat(heard()).hasSize(2));
        assertThat(heard().get(1)).contains(number(changed), "|SIU^S12^", "Bring the form");
        await().atMost(OutboundIT.SOON).until(() -> status(changed) == TaskStatus.COMPLETED);
        assertThat(untold()).isEqualTo(1);

        lines.stop();
        lines.start();
        await().atMost(OutboundIT.SOON).untilAsserted(() -> assertThat(heard()).hasSize(3));
        assertThat(heard().get(2)).contains(number(untouched), "|SIU^S12^");
        await().atMost(OutboundIT.SOON).until(() -> status(untouched) == TaskStatus.COMPLETED);
        assertThat(untold()).isZero();
    }

    private Appointment book(Appointment proposed) {
        Appointment booked = proposed.copy().setStatus(AppointmentStatus.BOOKED);
        return (Appointment) client.update().resource(booked).execute().getResource();
    }

    /** How often it waits for a message to be made of it. */
    private long noted(Appointment appointment) {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from hub_outgoing where fhir_id = ?")
                .param(appointment.getIdElement().getIdPart())
                .query(Long.class)
                .single();
    }

    private Appointment appointment(AppointmentStatus status, String comment) {
        Patient patient = new Patient();
        patient.addName().setFamily(family);
        Instant start = Instant.now().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        Appointment appointment = new Appointment().setStatus(status).setComment(comment);
        appointment.setStart(Date.from(start)).setEnd(Date.from(start.plus(20, ChronoUnit.MINUTES)));
        appointment
                .addParticipant()
                .setActor(new Reference("Patient/"
                        + client.create().resource(patient).execute().getId().getIdPart()))
                .setStatus(ParticipationStatus.ACCEPTED);
        return appointment;
    }

    private Appointment create(Appointment appointment) {
        return (Appointment) client.create().resource(appointment).execute().getResource();
    }

    /** Puts a text where the first version is kept, and gives back the one that was there. */
    private String damage(Appointment appointment, String text) {
        JdbcClient sql = hub.bean(JdbcClient.class);
        String id = appointment.getIdElement().getIdPart();
        String which = " where v.res_ver = 1 and v.res_id = (select res_id from hfj_resource"
                + " where res_type = 'Appointment' and fhir_id = ?)";
        String was = sql.sql("select v.res_text_vc from hfj_res_ver v" + which)
                .param(id)
                .query(String.class)
                .single();
        assertThat(sql.sql("update hfj_res_ver v set res_text_vc = ?" + which)
                        .params(text, id)
                        .update())
                .isOne();
        return was;
    }

    private TaskStatus status(Appointment untold) {
        return client
                .search()
                .forResource(Task.class)
                .where(Task.CODE.exactly().systemAndCode("urn:x-hub:task", "untold-change"))
                .count(200)
                .cacheControl(new CacheControlDirective().setNoCache(true))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .stream()
                .map(entry -> (Task) entry.getResource())
                .filter(task -> task.getFocus().getIdentifier().getValue().equals(FEED))
                .filter(task -> task.getReasonReference()
                        .getReference()
                        .equals("Appointment/" + untold.getIdElement().getIdPart()))
                .map(Task::getStatus)
                .findFirst()
                .orElse(TaskStatus.NULL);
    }

    private long untold() {
        Instant now = Instant.now();
        return hub.bean(FeedStates.class).of(FEED, now, now).untold();
    }

    private static String number(Appointment appointment) {
        return appointment.getIdElement().getIdPart() + "^PRACTICE_HUB";
    }

    private List<String> heard() {
        return receiver.heard(family);
    }
}
