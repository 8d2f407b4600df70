package org.practicehub.mappings.referrals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Instant;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;

/** The answer that goes out, read as the other side reads it (R3). */
class RriMessageTest {

    private static final Instant AT = Instant.parse("2026-11-24T15:30:00Z");
    private static final String EVERYTHING = "a|b^c~d\\e&f#g\rh\n膝の痛み Łukasz Ñandú \\F\\ \"\"";

    private final Task task = new Task().setStatus(TaskStatus.ACCEPTED);
    private final ServiceRequest request = new ServiceRequest();

    private static Message read(byte[] bytes) {
        return ((Reading.Read) Message.read(bytes, UTF_8)).message();
    }

    private static Message referral(String encoding, String set, Charset charset, String trigger) {
        String text = "MSH|" + encoding + "|LAKESIDE_EHR|LAKESIDE|PRACTICE_HUB|HUB|20261123080000-0600||REF^" + trigger
                + "^REF_I12|C|P|2.8.1|||AL|AL||" + set + "\r"
                + "RF1|P|S|MED|||REF-7^LFP-PLACER|||||EXT^OTHER\r"
                + "PRD|RP|Haddad^Samir\r"
                + "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena\r";
        return read(text.getBytes(charset));
    }

    private static Message referral() {
        return referral("^~\\&", "UNICODE UTF-8", UTF_8, "I12");
    }

    private Message answer(Message to) {
        return read(RriMessage.of(task, request, to, TestFeeds.practice(), AT, "HUB-1"));
    }

    @Test
    void answersTheSenderInItsOwnWords() {
        Message answer = answer(referral());

        assertThat(answer.text())
                .isEqualTo(
                        "MSH|^~\\&|PRACTICE_HUB|HUB|LAKESIDE_EHR|LAKESIDE|20261124093000-0600||RRI^I12^RRI_I12|HUB-1|P"
                                + "|2.8.1||||||UNICODE UTF-8\r"
                                + "MSA|AA|C\r"
                                + "RF1|A^Accepted^HL70283|S|MED|||REF-7^LFP-PLACER|||||EXT^OTHER\r"
                                + "PRD|RP|Haddad^Samir\r"
                                + "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena\r");
        assertThat(Acceptance.check(answer, TestFeeds.practice())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTED,P",
        "RECEIVED,P",
        "ONHOLD,P",
        "ACCEPTED,A",
        "INPROGRESS,A",
        "COMPLETED,A",
        "REJECTED,R",
        "CANCELLED,R"
    })
    void saysHowTheReferralStands(TaskStatus status, String code) {
        task.setStatus(status);

        assertThat(answer(referral()).one("RF1").field(1).text()).isEqualTo(code);
    }

    @Test
    void saysThatAReferralHasExpired() {
        task.setStatus(TaskStatus.COMPLETED).setBusinessStatus(new CodeableConcept().setText("Expired"));

        assertThat(answer(referral()).one("RF1").field(1).text()).isEqualTo("E");
    }

    @Test
    void answersAQuestionUnderItsOwnEvent() {
        Message answer = answer(referral("^~\\&", "UNICODE UTF-8", UTF_8, "I15"));

        assertThat(answer.header().field(9).raw()).isEqualTo("RRI^I15^RRI_I12");
    }

    /** The shape of MSH-9 before 2.3.1. */
    @Test
    void namesNoStructureToOldVersions() {
        Message old = read(referral().text().replace("|2.8.1|", "|2.3|").getBytes(UTF_8));

        assertThat(answer(old).header().field(9).raw()).isEqualTo("RRI^I12");
    }

    /** G4, and 5.7 recipe 6: text with every delimiter and in any script comes back as it was. */
    @ParameterizedTest
    @ValueSource(strings = {"^~\\&", "^~\\&#", "$%!@"})
    void carriesAnyTextThereAndBack(String encoding) {
        task.setStatusReason(new CodeableConcept().setText(EVERYTHING));
        task.addNote().setText("Second note");

        Message answer = answer(referral(encoding, "UNICODE UTF-8", UTF_8, "I12"));

        assertThat(answer.each("NTE").map(nte -> nte.field(3).text())).containsExactly(EVERYTHING, "Second note");
    }

    /** G2: what the sender's set has no characters for goes in UTF-8, and says so. */
    @Test
    void leavesTheSendersSetForWhatItCannotSay() {
        Message latin = referral("^~\\&", "8859/1", ISO_8859_1, "I12");
        assertThat(answer(latin).header().field(18).text()).isEqualTo("8859/1");

        task.addNote().setText("膝の痛み");

        assertThat(answer(latin).header().field(18).text()).isEqualTo("UNICODE UTF-8");
        assertThat(answer(latin).one("NTE").field(3).text()).isEqualTo("膝の痛み");
    }

    /** What the referrer wrote itself is not told to it. */
    @Test
    void tellsTheReferrerNothingOfItsOwn() {
        request.addNote().setText("Walks with a stick");
        task.addNote().setText("Walks with a stick");

        assertThat(answer(referral()).each("NTE")).isEmpty();
    }

    @Test
    void saysThatItKnowsNoSuchReferral() {
        Message question = referral("^~\\&", "UNICODE UTF-8", UTF_8, "I15");

        Message answer = read(RriMessage.ofUnknown(question, TestFeeds.practice(), AT, "HUB-1"));

        assertThat(answer.one("MSA").text()).isEqualTo("MSA|AE|C");
        assertThat(answer.one("ERR").field(2).raw()).isEqualTo("RF1^1^6");
        assertThat(answer.one("ERR").field(3).text()).isEqualTo("204");
    }

    /** A hub's answer, heard by the hub that had referred. */
    @Test
    void isFollowedByTheTaskOnTheOtherSide() {
        MemoryRecord there = new MemoryRecord();
        Context context = new Context(TestFeeds.practice(), AT, 1, "one");
        Message referral = referral();
        there.apply(Translations.of(referral).orElseThrow().translate(referral, context, there), context);
        task.setStatus(TaskStatus.REJECTED).setStatusReason(new CodeableConcept().setText(EVERYTHING));
        Message answer = answer(referral);
        Context next = new Context(TestFeeds.practice(), AT, 2, "two");

        there.apply(Translations.of(answer).orElseThrow().translate(answer, next, there), next);

        Task followed = there.all().stream()
                .filter(Task.class::isInstance)
                .map(Task.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(followed.getStatus()).isEqualTo(TaskStatus.REJECTED);
        assertThat(followed.getStatusReason().getText()).isEqualTo(EVERYTHING);
    }
}
