package org.practicehub.mappings.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.InstantType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;

/** The answer to a request, read as the requester reads it (5.2; HL7 section 10.3). */
class SrrMessageTest {

    private static final Instant AT = Instant.parse("2026-11-24T15:30:00Z");

    private final Feed feed = TestFeeds.named("hears");

    private static Message read(byte[] bytes) {
        return ((Reading.Read) Message.read(bytes, UTF_8)).message();
    }

    private static Message request() {
        return read(
                ("MSH|^~\\&|HEARS|LAKESIDE|PRACTICE_HUB|LAKESIDE|20261123080000-0600||SRM^S01^SRM_S01|C\\T\\7|P|2.5.1"
                                + "||||||UNICODE UTF-8\r"
                                + "ARQ|P1^LFP-PLACER||||||||30|min|20261130080000-0600^20261130120000-0600\r"
                                + "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena\r")
                        .getBytes(UTF_8));
    }

    private Translation translate(Message message, MemoryRecord record) {
        return Translations.of(message).orElseThrow().translate(message, new Context(feed, AT, 1, "m"), record);
    }

    /** The request as the hub has it, and then as the desk has decided it. */
    private Appointment asked(MemoryRecord record) {
        translate(request(), record).changes().stream().map(Change::resource).forEach(record::with);
        return record.all().stream()
                .filter(Appointment.class::isInstance)
                .map(Appointment.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private Message answer(AppointmentStatus status, MemoryRecord record) {
        Appointment decided = asked(record).copy().setStatus(status);
        if (status == AppointmentStatus.BOOKED) {
            decided.setStartElement(new InstantType("2026-11-30T10:00:00-06:00"));
            decided.setEndElement(new InstantType("2026-11-30T10:30:00-06:00"));
        }
        Directory directory = reference -> record.all().stream()
                .filter(one -> reference.equals(one.fhirType() + "/" + one.getIdPart()))
                .findFirst();
        return read(SrrMessage.of(decided, request(), feed, directory, AT, "HUB-1"));
    }

    @Test
    void saysWhenTheAppointmentIsUnderBothNumbers() {
        MemoryRecord record = new MemoryRecord();

        Message answer = answer(AppointmentStatus.BOOKED, record);

        String id = asked(record).getIdPart();
        assertThat(answer.text())
                .isEqualTo(
                        "MSH|^~\\&|PRACTICE_HUB|LAKESIDE|HEARS|LAKESIDE|20261124093000-0600||SRR^S01^SRR_S01|HUB-1|P|2.5.1"
                                + "||||||UNICODE UTF-8\r"
                                + "MSA|AA|C\\T\\7\r"
                                + "SCH|P1^LFP-PLACER|" + id
                                + "^PRACTICE_HUB|||||||30|MIN|^^^20261130100000-0600^20261130103000-0600"
                                + "||||||||||||||Booked\r"
                                + "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena\r"
                                + "RGS|1|A\r");
        assertThat(Acceptance.check(answer, feed)).isEmpty();
    }

    /** The requester's side is the hub's own, when it is the one that asked (5.2, outbound). */
    @ParameterizedTest
    @CsvSource({"BOOKED", "CANCELLED"})
    void isUnderstoodByWhoeverAsked(AppointmentStatus decided) {
        Message answer = answer(decided, new MemoryRecord());
        MemoryRecord theirs = new MemoryRecord();
        Appointment waiting = asked(theirs);

        Translation heard = translate(answer, theirs);

        assertThat(heard.hold()).isEmpty();
        assertThat(heard.changes())
                .extracting(Change::resource)
                .filteredOn(Appointment.class::isInstance)
                .singleElement()
                .satisfies(resource -> {
                    assertThat(resource.getIdPart()).isEqualTo(waiting.getIdPart());
                    assertThat(((Appointment) resource).getStatus()).isEqualTo(decided);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "PROPOSED,BOOKED,true",
        "PROPOSED,PENDING,true",
        "PENDING,CANCELLED,true",
        "WAITLIST,BOOKED,true",
        "PROPOSED,PROPOSED,false",
        "PENDING,PROPOSED,false",
        "BOOKED,CANCELLED,false",
        "CANCELLED,BOOKED,false"
    })
    void answersOnceARequestIsDecided(AppointmentStatus before, AppointmentStatus after, boolean answers) {
        assertThat(SrrMessage.answers(new Appointment().setStatus(before), new Appointment().setStatus(after)))
                .isEqualTo(answers);
    }
}
