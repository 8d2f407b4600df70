package org.practicehub.server.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.messaging.Reminded.morning;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestHub;

/** Reminders from their plan to the patient's answer, with a service for text messages and a mail server beside (S4, S5). */
class RemindersIT {
    private static final String SECRET = "a secret of the gateway's";
    private static final Path FILE = TestHub.config().resolve("demo/reminders.yaml");

    private static SmsService sms;
    private static GreenMail mail;
    private static String before;

    private final TestHub hub = TestHub.shared();
    private final Sender sender = hub.bean(Sender.class);

    @BeforeAll
    static void open() throws IOException {
        sms = new SmsService();
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        before = Files.readString(FILE);
        TestHub.shared().context().getEnvironment().getSystemProperties().put("TEST_GATEWAY", SECRET);
        uses("  sms: { kind: http, url: \"http://localhost:" + sms.port()
                + "/messages\", user: us, password: \"${TEST_GATEWAY}\","
                + " form: { To: \"{to}\", Body: \"{text}\", StatusCallback: \"{callback}\" }, signature: twilio,"
                + " secret: \"${TEST_GATEWAY}\" }\n  email: { kind: smtp, host: 127.0.0.1, port: "
                + mail.getSmtp().getPort() + ", tls: false, from: desk@example.org }\n");
    }

    @AfterAll
    static void close() throws IOException {
        Files.writeString(FILE, before);
        looked();
        mail.stop();
        sms.close();
    }

    private static void uses(String gateways) throws IOException {
        // The plan that comes with the hub, of the demo's practice.
        String plan = Files.readString(TestHub.config().resolve("reminders.yaml"))
                .replace("enabled: false", "enabled: true")
                .replace("consent: required", "consent: assumed")
                .replace("name: Your practice", "name: Lakeside Family Practice");
        Files.writeString(FILE, plan + "\ngateways:\n" + gateways);
        looked();
    }

    /** A change is taken on when two looks have found it the same. */
    private static void looked() {
        ReminderPlans plans = TestHub.shared().bean(ReminderPlans.class);
        plans.look();
        plans.look();
    }

    @BeforeEach
    void everythingWorks() {
        sms.answers(201);
    }

    @Test
    void aVisitGetsItsRemindersWhichMoveWithItAndEndWithIt() {
        Reminded one = new Reminded(hub, true, true, morning(30));

        one.planned(one.begins.minus(Duration.ofDays(10)));
        assertThat(one.waiting())
                .extracting(RemindersIT::due)
                .containsExactly(
                        one.begins.minus(Duration.ofDays(7)),
                        one.begins.minus(Duration.ofDays(2)),
                        one.begins.minus(Duration.ofHours(2)));
        assertThat(one.waiting().get(0).getIdentifierFirstRep().getValue())
                .isEqualTo("default|Appointment/" + one.visit + "|" + one.patient + "|week-before|0");
        List<String> ids = ids(one.waiting());

        one.moves(one.begins.plus(Duration.ofDays(1)));
        one.planned(one.begins.minus(Duration.ofDays(10)));
        assertThat(ids(one.waiting())).isEqualTo(ids);
        assertThat(due(one.waiting().get(1))).isEqualTo(one.begins.minus(Duration.ofDays(2)));

        one.isCancelled();
        one.planned(one.begins.minus(Duration.ofDays(9)));
        // Nobody had been told of it, so nobody is told that it is off.
        assertThat(one.requests())
                .hasSize(3)
                .allMatch(request -> request.getStatus() == CommunicationRequestStatus.REVOKED);
    }

    /** What is over when it is booked is not made up for. */
    @Test
    void aVisitOfTomorrowIsToldOfTwoHoursBeforeAlone() {
        Reminded one = new Reminded(hub, true, true, morning(20));

        one.planned(one.begins.minus(Duration.ofHours(30)));

        assertThat(one.waiting()).hasSize(1);
        assertThat(due(one.waiting().get(0))).isEqualTo(one.begins.minus(Duration.ofHours(2)));
    }

    /** Whoever writes a visit, API or message, it is found; and found again once it has changed. */
    @Test
    void visitsOfEveryOriginAreFoundUntilTheyArePlanned() {
        DueTable table = hub.bean(DueTable.class);
        Instant begins = morning(6);
        Reminded one = new Reminded(hub, true, true, begins);
        String filler = "R" + System.nanoTime();
        try (MllpClient ehr = hub.connect()) {
            ehr.send(Hl7.booking("S12", filler, filler, "Remindful", begins));
        }
        hub.workOff(Duration.ofSeconds(30));
        String booked = one.search("Appointment?identifier=" + filler, org.hl7.fhir.r4.model.Appointment.class)
                .get(0)
                .getIdElement()
                .getIdPart();

        assertThat(unplanned(table)).contains(one.visit, booked);
        one.planned(Instant.now());
        hub.bean(Planner.class).plan(booked, Instant.now());
        assertThat(unplanned(table)).doesNotContain(one.visit, booked);
        assertThat(table.of(booked)).hasSize(2);

        one.moves(begins.plus(Duration.ofDays(60)));
        assertThat(unplanned(table)).contains(one.visit);
        one.planned(Instant.now());
        assertThat(unplanned(table)).doesNotContain(one.visit);
    }

    private static List<String> unplanned(DueTable table) {
        Plans plans = TestHub.shared().bean(ReminderPlans.class).now();
        return table.unplanned(Instant.now(), plans.longestLead(), plans.hash());
    }

    /** openemr#12307: a day without visits ends nothing. */
    @Test
    void nothingToDoIsNothingDone() {
        Instant far = Instant.parse("2090-01-01T12:00:00Z");

        assertThat(hub.bean(Planner.class).look(far)).isZero();
        assertThat(sender.look(Instant.EPOCH)).isZero();
    }

    /** openemr#9064: sent is what the gateway has taken, and nothing else. */
    @Test
    void aMessageIsCompletedOnceTheGatewayHasTakenIt() {
        Reminded one = new Reminded(hub, true, false, morning(30));
        one.planned(one.begins.minus(Duration.ofDays(3)));
        Instant due = one.begins.minus(Duration.ofDays(2));
        sms.answers(503);

        sender.look(due);

        assertThat(one.sent(Medium.SMS)).singleElement().satisfies(tried -> {
            assertThat(tried.getStatus()).isEqualTo(CommunicationStatus.INPROGRESS);
            assertThat(tried.hasSent()).isFalse();
        });
        assertThat(sender.look(due.plusSeconds(30))).isZero();
        sms.answers(201);
        sender.look(due.plusSeconds(61));

        assertThat(sms.taken(one.number)).singleElement().satisfies(taken -> {
            assertThat(taken.get("Body"))
                    .startsWith("Lakeside Family Practice: Rosalind, you have an appointment on ")
                    .contains("at 10:00 AM. Reply YES to confirm or NO to cancel.")
                    .doesNotContainIgnoringCase("Quellenbach")
                    .doesNotContainIgnoringCase("colpo")
                    .doesNotContainIgnoringCase("smear");
            assertThat(taken.get("StatusCallback")).isEqualTo(hub.base() + Callbacks.STATUS);
        });
        Communication sent = one.sent(Medium.SMS).get(0);
        assertThat(sent.getStatus()).isEqualTo(CommunicationStatus.COMPLETED);
        assertThat(sent.getSent()).isEqualTo(Date.from(due.plusSeconds(61)));
        assertThat(sent.getAboutFirstRep().getReference()).isEqualTo("Appointment/" + one.visit);
        assertThat(one.requests().get(0).getStatus()).isEqualTo(CommunicationRequestStatus.COMPLETED);
        assertThat(activities(one)).contains("Reminder sent");
    }

    /** Two processes look at once: it goes out once. */
    @Test
    void whatIsDueIsSentByOneOfTwo() {
        Reminded one = new Reminded(hub, true, false, morning(30));
        one.planned(one.begins.minus(Duration.ofDays(3)));
        Instant due = one.begins.minus(Duration.ofDays(2));

        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> sender.look(due)))
                        .limit(4)
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(sms.taken(one.number)).hasSize(1);
    }

    @Test
    void whoMovesAfterTheReminderIsToldAndRemindedAgain() {
        Reminded one = new Reminded(hub, true, false, morning(30));
        one.planned(one.begins.minus(Duration.ofDays(3)));
        sender.look(one.begins.minus(Duration.ofDays(2)));
        Instant now = one.begins.minus(Duration.ofDays(1));

        one.moves(one.begins.plus(Duration.ofDays(5)));
        // The message was on its way when the visit moved: it is looked at again, as the visit is now.
        one.planned(now);
        sender.look(now);

        assertThat(sms.taken(one.number)).hasSize(2);
        assertThat(sms.taken(one.number).get(1).get("Body")).contains("your appointment is now on");
        assertThat(one.waiting())
                .extracting(RemindersIT::due)
                .containsExactly(one.begins.minus(Duration.ofDays(2)), one.begins.minus(Duration.ofHours(2)));
        assertThat(one.requests())
                .anyMatch(request -> request.getIdentifierFirstRep().getValue().endsWith("|two-days-before|1"));
    }

    /** No number, no address: one Task, however many reminders there were to be. */
    @Test
    void whoCannotBeReachedIsCalled() {
        Reminded one = new Reminded(hub, false, false, morning(30));
        one.planned(one.begins.minus(Duration.ofDays(3)));

        sender.look(one.begins.minus(Duration.ofDays(2)));
        sender.look(one.begins.minus(Duration.ofHours(2)));

        assertThat(one.tasks("call-patient")).singleElement().satisfies(task -> {
            assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
            assertThat(task.getFocus().getReference()).isEqualTo("Appointment/" + one.visit);
        });
        List<Communication> none = one.search("Communication?subject=" + one.patient, Communication.class);
        assertThat(none)
                .hasSize(2)
                .allMatch(said -> said.getStatus() == CommunicationStatus.NOTDONE && said.hasStatusReason());
    }

    /** A limit for everything but news: a second visit of the same day is not told of on that day. */
    @Test
    void nobodyGetsMoreThanOneReminderADay() {
        Reminded one = new Reminded(hub, true, false, morning(30));
        one.planned(one.begins.minus(Duration.ofDays(3)));
        sender.look(one.begins.minus(Duration.ofDays(2)));
        one.moves(one.begins.minus(Duration.ofDays(2)).plus(Duration.ofHours(4)));
        Instant due = one.begins.minus(Duration.ofHours(2));

        one.planned(due.minusSeconds(60));
        sender.look(due);

        assertThat(sms.taken(one.number)).hasSize(2);
        assertThat(sms.taken(one.number).get(1).get("Body")).contains("is now on");
        assertThat(one.requests())
                .anyMatch(request -> request.getStatus() == CommunicationRequestStatus.REVOKED
                        && request.getStatusReason().getText().startsWith("The patient has had as many messages"));
    }

    @Test
    void anAnswerOfYesConfirmsAndIsWorkedOffOnce() throws Exception {
        Reminded one = reminded();

        assertThat(call(Callbacks.INBOUND, Map.of("From", one.number, "Body", "Yes!", "MessageSid", "SM1"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(call(Callbacks.INBOUND, Map.of("From", one.number, "Body", "Yes!", "MessageSid", "SM1"))
                        .statusCode())
                .isEqualTo(204);

        assertThat(one.answer()).isEqualTo(ParticipationStatus.ACCEPTED);
        assertThat(one.appointment().hasExtension("urn:x-hub:extension:patient-confirmed"))
                .isTrue();
        assertThat(one.search(
                        "AppointmentResponse?appointment=Appointment/" + one.visit,
                        org.hl7.fhir.r4.model.AppointmentResponse.class))
                .hasSize(1);
        assertThat(last(one)).startsWith("Thank you. We look forward to seeing you on ");
        assertThat(sms.taken(one.number)).hasSize(2);
        assertThat(activities(one)).contains("Visit confirmed", "Confirmed by text message");
    }

    @Test
    void anAnswerOfCancelIsAskedBackAndNoCancels() throws Exception {
        Reminded one = reminded();

        say(one, "CANCEL");
        assertThat(one.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(last(one)).isEqualTo("Reply NO to cancel your appointment, or STOP to get no more messages.");

        say(one, "no");
        assertThat(one.appointment().getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(one.appointment().getCancelationReason().getCodingFirstRep().getCode())
                .isEqualTo("pat");
        assertThat(last(one)).contains("is cancelled");
    }

    /** After the cut-off it is a matter for the front desk (S3). */
    @Test
    void anAnswerOfNoThatComesTooLateIsATask() throws Exception {
        Reminded one = new Reminded(hub, true, false, Instant.now().plus(Duration.ofHours(5)));
        one.planned(one.begins.minus(Duration.ofDays(3)));
        // Three in the afternoon of the day before, when nobody sleeps.
        sender.look(one.begins
                .atZone(Reminded.ZONE)
                .toLocalDate()
                .minusDays(1)
                .atTime(15, 0)
                .atZone(Reminded.ZONE)
                .toInstant());

        say(one, "NO");

        assertThat(one.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(one.tasks("late-cancellation")).hasSize(1);
        assertThat(last(one)).startsWith("It is too late to cancel by message.");
    }

    @Test
    void whatNobodyUnderstandsIsReadByAPerson() throws Exception {
        Reminded one = reminded();

        say(one, "can my sister come along?");

        assertThat(one.tasks("patient-reply")).singleElement().satisfies(task -> assertThat(
                        task.getInputFirstRep().getValue().primitiveValue())
                .isEqualTo("can my sister come along?"));
        assertThat(one.answer()).isEqualTo(ParticipationStatus.NEEDSACTION);

        String stranger = "+13125550" + (100 + System.nanoTime() % 900);
        call(
                Callbacks.INBOUND,
                Map.of("From", stranger, "Body", "who is this", "MessageSid", "SM" + System.nanoTime()));
        assertThat(one.search("Task?code=urn:x-hub:task-kind%7Cunmatched-reply", Task.class))
                .anyMatch(task ->
                        task.getInputFirstRep().getValue().primitiveValue().equals("who is this"));
        assertThat(sms.taken(stranger)).isEmpty();
    }

    /** A stop word holds for every kind of message, and the next reminder goes by mail. */
    @Test
    void whoSaysStopGetsNoMoreTexts() throws Exception {
        Reminded one = new Reminded(hub, true, true, morning(30));
        one.planned(one.begins.minus(Duration.ofDays(3)));
        Instant due = one.begins.minus(Duration.ofDays(2));
        sender.look(due);

        say(one, "Stop");
        one.moves(one.begins.plus(Duration.ofDays(20)));
        one.planned(one.begins.minus(Duration.ofDays(3)));
        sender.look(one.begins.minus(Duration.ofDays(2)));

        assertThat(last(one)).contains("no more messages");
        assertThat(one.search("Consent?patient=" + one.patient, org.hl7.fhir.r4.model.Consent.class))
                .hasSize(4)
                .allMatch(consent ->
                        consent.getProvision().getType() == org.hl7.fhir.r4.model.Consent.ConsentProvisionType.DENY);
        assertThat(sms.taken(one.number)).hasSize(2);
        assertThat(one.sent(Medium.EMAIL))
                .isNotEmpty()
                .allMatch(sent -> sent.getStatus() == CommunicationStatus.COMPLETED);
    }

    @Test
    void aReceiptIsWrittenDownAndWhatDidNotArriveGoesAnotherWay() throws Exception {
        Reminded one = new Reminded(hub, true, true, morning(30));
        one.planned(one.begins.minus(Duration.ofDays(3)));
        sender.look(one.begins.minus(Duration.ofDays(2)));
        String id = sms.taken(one.number).get(0).get("sid");

        assertThat(call(Callbacks.STATUS, Map.of("MessageSid", id, "MessageStatus", "delivered"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(one.sent(Medium.SMS).get(0).hasReceived()).isTrue();

        call(Callbacks.STATUS, Map.of("MessageSid", id, "MessageStatus", "undelivered"));
        assertThat(one.sent(Medium.SMS).get(0).getStatus()).isEqualTo(CommunicationStatus.NOTDONE);
        // Tomorrow at ten, when nobody sleeps.
        sender.look(morning(1));
        assertThat(one.sent(Medium.EMAIL)).singleElement().satisfies(sent -> assertThat(sent.getStatus())
                .isEqualTo(CommunicationStatus.COMPLETED));
    }

    /** Who is not the gateway is told nothing, and nothing is done. */
    @Test
    void whatIsNotSignedIsRefused() throws Exception {
        Reminded one = reminded();
        Map<String, String> fields = Map.of("From", one.number, "Body", "NO", "MessageSid", "SM9");

        assertThat(post(Callbacks.INBOUND, form(fields), "").statusCode()).isEqualTo(403);
        assertThat(post(Callbacks.INBOUND, form(fields), signature(Callbacks.STATUS, fields))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(
                                Callbacks.INBOUND,
                                form(Map.of("From", one.number, "Body", "YES", "MessageSid", "SM9")),
                                signature(Callbacks.INBOUND, fields))
                        .statusCode())
                .isEqualTo(403);
        assertThat(one.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    }

    /** A mail has the words twice and the visit for the calendar; looking at its link changes nothing. */
    @Test
    void aMailBringsACalendarEntryAndALink() throws Exception {
        Reminded one = new Reminded(hub, false, true, morning(30));
        one.planned(one.begins.minus(Duration.ofDays(8)));
        sender.look(one.begins.minus(Duration.ofDays(7)));

        MimeMessage mail = mail(one).get(0);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        String text = text(mail, "text/plain");
        assertThat(text)
                .startsWith("Hello Rosalind,")
                .doesNotContainIgnoringCase("colpo")
                .doesNotContain("Quellenbach");
        assertThat(text(mail, "text/html")).contains("<a href=\"" + hub.base() + "/visit/");
        assertThat(text(mail, "text/calendar").replace("\r\n ", ""))
                .contains("METHOD:REQUEST", "SUMMARY:Appointment\\, Lakeside Family Practice")
                .contains("UID:" + one.visit + "@localhost");
        URI link = link(text);
        assertThat(one.sent(Medium.EMAIL)
                        .get(0)
                        .getPayloadFirstRep()
                        .getContentStringType()
                        .getValue())
                .doesNotContain(link.getPath())
                .contains("open …");

        HttpResponse<String> page = send(HttpRequest.newBuilder(link).GET());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("10:00 AM").doesNotContain("Rosalind").doesNotContainIgnoringCase("colpo");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(one.answer()).isEqualTo(ParticipationStatus.NEEDSACTION);

        assertThat(tap(link, "yes").body()).contains("We look forward to seeing you");
        assertThat(one.answer()).isEqualTo(ParticipationStatus.ACCEPTED);
        assertThat(tap(link, "no").body()).contains("Cancel the appointment?");
        assertThat(one.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(tap(link, "cancel").body()).contains("is cancelled");
        assertThat(one.appointment().getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(tap(link, "yes").statusCode()).isEqualTo(410);
        assertThat(send(HttpRequest.newBuilder(URI.create(hub.base() + "/visit/AAAAAAAAAAAAAAAAAAAAAA"))
                                .GET())
                        .statusCode())
                .isEqualTo(410);

        one.planned(one.begins.minus(Duration.ofDays(6)));
        sender.look(one.begins.minus(Duration.ofDays(6)));
        assertThat(text(mail(one).get(1), "text/calendar").replace("\r\n ", ""))
                .contains("METHOD:CANCEL", "UID:" + one.visit + "@localhost");
    }

    /** Two who look at the same file say which texts; a broken one changes nothing. */
    @Test
    void aMistakeInTheFileIsNotTakenOn() throws IOException {
        ReminderPlans plans = hub.bean(ReminderPlans.class);
        Plans held = plans.now();
        String now = Files.readString(FILE);

        Files.writeString(FILE, now.replace("quiet:", "quite:"));
        looked();
        assertThat(plans.now()).isSameAs(held);

        Files.writeString(FILE, now);
        looked();
    }

    /** A patient who was sent a text two days before a visit of thirty days ahead. */
    private Reminded reminded() {
        Reminded one = new Reminded(hub, true, false, morning(30));
        one.planned(one.begins.minus(Duration.ofDays(3)));
        sender.look(one.begins.minus(Duration.ofDays(2)));
        assertThat(sms.taken(one.number)).hasSize(1);
        return one;
    }

    private void say(Reminded one, String text) throws Exception {
        HttpResponse<String> answer = call(
                Callbacks.INBOUND, Map.of("From", one.number, "Body", text, "MessageSid", "SM" + System.nanoTime()));
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    private static String last(Reminded one) {
        List<Map<String, String>> taken = sms.taken(one.number);
        return taken.get(taken.size() - 1).get("Body");
    }

    private HttpResponse<String> call(String path, Map<String, String> fields) throws Exception {
        return post(path, form(fields), signature(path, fields));
    }

    private HttpResponse<String> post(String path, String body, String signature) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(hub.base() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(Signatures.TWILIO, signature)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> tap(URI link, String answer) throws Exception {
        return send(HttpRequest.newBuilder(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("answer=" + answer)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private String signature(String path, Map<String, String> fields) throws Exception {
        StringBuilder text = new StringBuilder(hub.base() + path);
        new TreeMap<>(fields).forEach((name, value) -> text.append(name).append(value));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<MimeMessage> mail(Reminded one) {
        return Arrays.stream(mail.getReceivedMessages())
                .filter(message -> {
                    try {
                        return message.getAllRecipients()[0].toString().equals(one.address);
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** The part of this type, wherever it is within. */
    private static String text(MimeMessage mail, String type) throws Exception {
        return text((MimeMultipart) mail.getContent(), type);
    }

    private static String text(MimeMultipart parts, String type) throws Exception {
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("multipart/*")) {
                return text((MimeMultipart) part.getContent(), type);
            }
            if (part.isMimeType(type)) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                part.getInputStream().transferTo(bytes);
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("no part " + type);
    }

    private static URI link(String text) {
        Matcher link = Pattern.compile("http\\S+/visit/[A-Za-z0-9_-]{22}").matcher(text);
        assertThat(link.find()).isTrue();
        return URI.create(link.group());
    }

    private static List<String> activities(Reminded one) {
        return Stream.concat(
                        one.search("Provenance?target=Appointment/" + one.visit, Provenance.class).stream(),
                        one
                                .search(
                                        "Provenance?target=CommunicationRequest/"
                                                + one.requests()
                                                        .get(0)
                                                        .getIdElement()
                                                        .getIdPart(),
                                        Provenance.class)
                                .stream())
                .map(provenance -> provenance.getActivity().getText())
                .toList();
    }

    private static Instant due(CommunicationRequest request) {
        return request.getOccurrenceDateTimeType().getValue().toInstant();
    }

    private static List<String> ids(List<CommunicationRequest> requests) {
        return requests.stream().map(one -> one.getIdElement().getIdPart()).toList();
    }
}
