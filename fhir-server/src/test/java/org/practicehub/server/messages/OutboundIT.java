package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.KeyServer;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.Receiver;
import org.practicehub.server.testing.TestDatabase;
import org.practicehub.server.testing.TestHub;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What changes in the hub is told to the systems whose feeds say so (G23, G27; 5.2, outbound). */
class OutboundIT {
    static final Duration SOON = Duration.ofSeconds(60);
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final int PORT = 14_871;
    private static final int ASKED = 14_872;
    private static final int BOOKS = 14_873;
    private static final int ASKS = 14_874;
    private static final int KNEES = 14_875;
    private static final int READS = 14_876;

    private static Map<String, String> settings;
    private static TestHub hub;
    private static Receiver receiver;
    private static Receiver asked;
    private static Receiver books;
    private static Receiver asks;
    private static Receiver knees;
    private static Receiver reads;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        feed(
                folder,
                "hears",
                "HEARS",
                "send: { to: \"mllp://127.0.0.1:" + PORT + "\", messages: [SIU], timeoutSeconds: 2, tries: 2 }");
        feed(
                folder,
                "asked",
                "ASKED",
                "send: { to: \"mllp://127.0.0.1:" + ASKED + "\", messages: [SRM], calendar: receiver }");
        feed(folder, "books", "BOOKS", "send: { to: \"mllp://127.0.0.1:" + BOOKS + "\", messages: [DFT] }");
        feed(folder, "asks", "ASKS", "send: { to: \"mllp://127.0.0.1:" + ASKS + "\", messages: [SIU, SRR] }");
        feed(
                folder,
                "knees",
                "KNEES",
                "send: { to: \"mllp://127.0.0.1:" + KNEES + "\", messages: [REF, RRI],"
                        + " referralsTo: \"http://hl7.org/fhir/sid/us-npi|" + ReferralsLeave.ADDRESSEE + "\" }");
        feed(folder, "reads", "READS", "send: { to: \"mllp://127.0.0.1:" + READS + "\", messages: [ORU] }");
        feed(folder, "other", "OTHER", "");
        settings = new HashMap<>(KeyServer.settings());
        settings.put("spring.profiles.active", "demo");
        settings.put("hub.feeds.folder", folder.toString());
        // The same for the hub that is started on this database again.
        settings.put("HUB_MASTER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        hub = TestHub.start(DATABASE, settings);
        receiver = Receiver.at(PORT);
        asked = Receiver.at(ASKED);
        books = Receiver.at(BOOKS);
        asks = Receiver.at(ASKS);
        knees = Receiver.at(KNEES);
        reads = Receiver.at(READS);
    }

    private static void feed(Path folder, String name, String application, String send) throws IOException {
        Path feed = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                feed.resolve("feed.yaml"),
                """
                feed: %s
                match: { MSH-3: %s }
                listen: mllp://127.0.0.1:${HUB_MLLP_PORT}
                zone: America/Chicago
                authorities:
                  LFP-MRN:  { system: "urn:oid:2.999.10.1", type: MR, key: true, default: true }
                  LFP-APPT: { system: "urn:oid:2.999.10.3", type: FILL, default: true }
                %s
                """
                        .formatted(name, application, send));
    }

    @AfterAll
    static void stop() {
        receiver.close();
        asked.close();
        books.close();
        asks.close();
        knees.close();
        reads.close();
        hub.close();
    }

    private final IGenericClient client = hub.client();
    private final String family = "F" + UUID.randomUUID().toString().substring(0, 8);

    /** Booked, moved, cancelled: S12, S13, S15, in that order, each once. */
    @Test
    void whatHappensToABookingIsToldInItsOrder() {
        Appointment booked = book();
        booked.setStart(Date.from(booked.getStart().toInstant().plus(1, ChronoUnit.HOURS)));
        booked.setEnd(Date.from(booked.getEnd().toInstant().plus(1, ChronoUnit.HOURS)));
        Appointment moved = save(booked);
        moved.setStatus(AppointmentStatus.CANCELLED);
        save(moved);

        await().atMost(SOON).untilAsserted(() -> assertThat(events()).containsExactly("S12", "S13", "S15"));

        assertThat(mine().get(0)).contains(booked.getIdElement().getIdPart() + "^PRACTICE_HUB", family);
        await().atMost(SOON).until(() -> states(booked).equals(List.of("delivered", "delivered", "delivered")));
    }

    /** What the system told us itself it does not hear; of what another told us it does. */
    @Test
    void nothingIsEchoed() {
        Instant start = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        String own = "E" + Hl7.controlId();
        String others = "O" + Hl7.controlId();
        try (MllpClient line = hub.connect()) {
            line.send(Hl7.booking("S12", own, "M" + own, family, start).replace("|TEST_EHR|", "|HEARS|"));
            line.send(Hl7.booking("S12", others, "M" + others, family, start).replace("|TEST_EHR|", "|OTHER|"));
        }

        await().atMost(SOON).until(() -> mine().size() == 1);

        assertThat(mine().get(0)).contains(others).doesNotContain(own);
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> mine().size() == 1);
    }

    /** No answer, or one to something else: the same bytes again, under the same control id. */
    @Test
    void withoutAnAnswerTheSameBytesAreSentAgain() {
        receiver.answer(message -> message.contains(family)
                ? mine().size() == 1 ? List.of(Receiver.answer("MSH|^~\\&|||||||||", "AA")) : answers(message, "AA")
                : answers(message, "AA"));

        Appointment booked = book();

        await().atMost(SOON).until(() -> states(booked).equals(List.of("delivered")));
        assertThat(mine()).hasSize(2);
        assertThat(mine().get(1)).isEqualTo(mine().get(0));
        receiver.answer(message -> answers(message, "AA"));
    }

    /** Refused twice: set aside with a Task, the next goes on, and a person sends it again. */
    @Test
    void aRefusedMessageIsSetAsideAndTheNextGoesOn() {
        receiver.answer(message -> answers(message, message.contains(family) ? "AE" : "AA"));
        Appointment refused = book();
        await().atMost(SOON).until(() -> states(refused).equals(List.of("failed")));
        assertThat(mine()).hasSize(2);
        String id = ids(refused).get(0);
        Bundle tasks = client.search()
                .forResource(Task.class)
                .where(Task.STATUS.exactly().code("requested"))
                .count(200)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(tasks.getEntry()).anyMatch(entry -> ((Task) entry.getResource())
                .getFocus()
                .getIdentifier()
                .getValue()
                .equals(id));

        receiver.answer(message -> answers(message, "AA"));
        client.operation()
                .onInstance("MessageHeader/" + id)
                .named("$retry")
                .withNoParameters(org.hl7.fhir.r4.model.Parameters.class)
                .execute();

        await().atMost(SOON).until(() -> states(refused).equals(List.of("delivered")));
        assertThat(mine()).hasSize(3).containsOnly(mine().get(0));
    }

    /** MSH-16: the application's answer is a message of its own, when the work is done (G23). */
    @Test
    void anApplicationAcknowledgementIsAMessageOfItsOwn() {
        String controlId = Hl7.controlId();
        String message = Hl7.header("ADT^A28", controlId)
                        .replace("|TEST_EHR|", "|HEARS|")
                        .replace("|P|2.5.1|||||USA|", "|P|2.5.1|||AL|AL|USA|")
                + Hl7.patient("M" + controlId, family, "Ada") + "PV1|1|N\n";
        try (MllpClient line = hub.connect()) {
            assertThat(line.send(message)).contains("MSA|CA|" + controlId);
        }

        await().atMost(SOON)
                .until(() -> receiver.heard().stream().anyMatch(heard -> heard.contains("MSA|AA|" + controlId)));
    }

    /** Acknowledged on the line, and refused by a message of its own afterwards: a person sees it (G23). */
    @Test
    void whatTheApplicationRefusesLaterIsRefused() {
        Appointment booked = book();
        await().atMost(SOON).until(() -> states(booked).equals(List.of("delivered")));
        String answer = Receiver.answer(mine().get(0), "AE").replace("RECEIVER|R", "HEARS|R");

        try (MllpClient line = hub.connect()) {
            assertThat(line.send(answer)).contains("MSA|AA|");
        }

        assertThat(states(booked)).isEqualTo(List.of("failed"));
    }

    /** SRM asks another calendar; its SRR brings the number, and books what waited (5.2, outbound). */
    @Test
    void aCalendarElsewhereIsAskedAndItsWordIsTaken() {
        Appointment pending = book(AppointmentStatus.PENDING);
        await().atMost(SOON).until(() -> heardBy(asked).size() == 1);
        String request = heardBy(asked).get(0);
        assertThat(request).contains("|SRM^S01^SRM_S01|");
        String own = pending.getIdElement().getIdPart() + "^PRACTICE_HUB";
        assertThat(request).contains("ARQ|" + own + "|");

        String filler = "E" + Hl7.controlId();
        try (MllpClient line = hub.connect()) {
            line.send(Hl7.header("SRR^S01^SRR_S01", Hl7.controlId())
                            .split("\n", 2)[0]
                            .replace("|TEST_EHR|", "|ASKED|")
                    + "\nMSA|AA|" + Receiver.controlId(request)
                    + "\nSCH|" + own + "|" + filler + "^LFP-APPT||||ROUTINE\n");
        }

        await().atMost(SOON).until(() -> read(pending).getStatus() == AppointmentStatus.BOOKED);
        assertThat(read(pending).getIdentifier()).anyMatch(one -> filler.equals(one.getValue()));
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> heardBy(asked).size() == 1);
    }

    @Test
    void whoAskedForAnAppointmentIsAnswered() {
        new RequestsAnswered(hub, asks, receiver, family).whoAskedAndWhoElseHears();
    }

    @Test
    void chargesAreToldAndPutRightAndTakenBack() {
        new ChargesLeave(hub, books, family).toldAndPutRightAndTakenBack();
    }

    @Test
    void referralsAreAskedForChangedAnsweredAndTakenBack() {
        new ReferralsLeave(hub, knees, family).askedForChangedAnsweredAndTakenBack();
    }

    @Test
    void referralsAreAnsweredOnTheLine() {
        new ReferralsLeave(hub, knees, family).answeredOnTheLine();
    }

    @Test
    void referralsGoToNobodyElseAndNotBack() {
        new ReferralsLeave(hub, knees, family).toNobodyElseAndNotBack();
    }

    @Test
    void reportsAreToldWhenTheyAreFinalAndWhenTheyAreCorrected() {
        new ReportsLeave(hub, reads, family).whenFinalAndWhenCorrected();
    }

    @Test
    void reportsDoNotGoBack() {
        new ReportsLeave(hub, reads, family).notBack();
    }

    @Test
    void changesThatCannotBeToldKeepNothingWaiting() {
        new UntoldChanges(hub, receiver, family).setAsideAndToldWhenTheyCanBe();
    }

    /** The receiver is away, the hub stops and starts: everything arrives, in its order. */
    @Test
    void nothingIsLostWhileBothAreAway() {
        receiver.close();
        Appointment booked = book();
        await().atMost(SOON).until(() -> states(booked).equals(List.of("waiting")));
        booked.setComment("Bring the form");
        save(booked);
        hub.close();

        receiver = Receiver.at(PORT);
        hub = TestHub.start(DATABASE, settings);

        await().atMost(SOON).untilAsserted(() -> assertThat(events()).containsExactly("S12", "S14"));
    }

    private Appointment book() {
        return book(AppointmentStatus.BOOKED);
    }

    private String patient() {
        Patient patient = new Patient();
        patient.addName().setFamily(family);
        return "Patient/" + client.create().resource(patient).execute().getId().getIdPart();
    }

    private Appointment read(Appointment one) {
        return client.read()
                .resource(Appointment.class)
                .withId(one.getIdElement().getIdPart())
                .execute();
    }

    private Appointment book(AppointmentStatus status) {
        String patient = patient();
        Appointment appointment = new Appointment();
        Instant start = Instant.now().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        appointment.setStatus(status);
        appointment.setStart(Date.from(start));
        appointment.setEnd(Date.from(start.plus(20, ChronoUnit.MINUTES)));
        appointment.addParticipant().setActor(new Reference(patient)).setStatus(ParticipationStatus.ACCEPTED);
        return (Appointment) client.create().resource(appointment).execute().getResource();
    }

    private Appointment save(Appointment appointment) {
        return (Appointment) client.update().resource(appointment).execute().getResource();
    }

    private static List<String> answers(String message, String code) {
        return List.of(Receiver.answer(message, code));
    }

    private List<String> mine() {
        return heardBy(receiver);
    }

    private List<String> heardBy(Receiver one) {
        return one.heard(family);
    }

    private List<String> events() {
        return mine().stream()
                .map(message -> message.split("\\|")[8].split("\\^")[1])
                .toList();
    }

    private static List<String> states(Appointment about) {
        return journal(about, "state");
    }

    private static List<String> ids(Appointment about) {
        return journal(about, "m.id::text");
    }

    private static List<String> journal(Appointment about, String column) {
        return hub.bean(JdbcClient.class)
                .sql("select " + column + " from hub_message m join hub_message_change c on c.message = m.id"
                        + " where m.direction = 'out' and m.feed = 'hears' and c.id = ? order by m.id")
                .param(about.getIdElement().getIdPart())
                .query(String.class)
                .list();
    }
}
