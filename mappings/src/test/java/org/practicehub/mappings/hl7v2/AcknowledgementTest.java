package org.practicehub.mappings.hl7v2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;

/** Acknowledgements, byte for byte (HL7 section 2.8; G22 to G26). */
class AcknowledgementTest {

    private static final Instant AT = Instant.parse("2026-11-23T15:04:05Z");
    private static final Feed FEED = TestFeeds.practice();
    private static final Problem ERROR =
            Problem.error(Code.REQUIRED_MISSING, Place.of("PID", 3), "The patient has no identifier.");
    private static final Problem REJECTION = Problem.error(
            Code.PROCESSING_ID, Place.of("MSH", 11), "Messages with this processing id are not taken here.");
    private static final Problem WARNING = Problem.warning(
            Code.TABLE_VALUE, new Place("PID", 1, 16, 1, 1, 0), "The code is not in the table | of this field.");

    private static String header(String version, String accept, String application) {
        return "MSH|^~\\&|EHR^1.2.3^ISO|CLINIC|HUB|CLINIC|20261123090000||ADT^A04^ADT_A01|C\\T\\1|P|" + version + "|7||"
                + accept + "|" + application + "||UNICODE UTF-8";
    }

    private static Optional<String> answer(String message, Feed feed, Problem... problems) {
        Message read = ((Reading.Read) Message.read(message.getBytes(UTF_8), UTF_8)).message();
        return Acknowledgement.of(read, feed, List.of(problems), AT, "A1").map(bytes -> new String(bytes, UTF_8));
    }

    @Test
    void acceptsInOriginalMode() {
        assertThat(answer(header("2.5.1", "", ""), FEED))
                .contains(
                        "MSH|^~\\&|HUB|CLINIC|EHR^1.2.3^ISO|CLINIC|20261123090405-0600||ACK^A04^ACK|A1|P|2.5.1||||||UNICODE UTF-8\r"
                                + "MSA|AA|C\\T\\1\r");
    }

    @Test
    void tellsAnErrorWithItsPlace() {
        assertThat(answer(header("2.5.1", "", ""), FEED, ERROR))
                .contains(
                        "MSH|^~\\&|HUB|CLINIC|EHR^1.2.3^ISO|CLINIC|20261123090405-0600||ACK^A04^ACK|A1|P|2.5.1||||||UNICODE UTF-8\r"
                                + "MSA|AE|C\\T\\1|The patient has no identifier.\r"
                                + "ERR||PID^1^3|101^Required field missing^HL70357|E|||required-missing|The patient has no identifier.\r");
    }

    @Test
    void rejectsBeforeItErrs() {
        assertThat(answer(header("2.8", "", ""), FEED, ERROR, REJECTION).orElseThrow())
                .contains("\rMSA|AR|C\\T\\1\r");
    }

    @Test
    void sendsWarningsAlongAndEscapesThem() {
        assertThat(answer(header("2.5.1", "", ""), FEED, WARNING).orElseThrow())
                .endsWith(
                        "MSA|AA|C\\T\\1\r"
                                + "ERR||PID^1^16^1^1|103^Table value not found^HL70357|W|||table-value|The code is not in the table \\F\\ of this field.\r");
    }

    /** Before 2.5 there is one ERR with a repetition a problem; up to 2.6 MSA-3 has the text; up to 2.3 the type is ACK alone. */
    @Test
    void speaksTheVersionOfTheSender() {
        assertThat(answer(header("2.3", "", ""), FEED, ERROR, WARNING))
                .contains(
                        "MSH|^~\\&|HUB|CLINIC|EHR^1.2.3^ISO|CLINIC|20261123090405-0600||ACK|A1|P|2.3||||||UNICODE UTF-8\r"
                                + "MSA|AE|C\\T\\1|The patient has no identifier.\r"
                                + "ERR|PID^1^3^101&Required field missing&HL70357~PID^1^16^103&Table value not found&HL70357\r");
        assertThat(answer(header("2.7", "", ""), FEED, ERROR).orElseThrow()).contains("\rMSA|AE|C\\T\\1\r");
        assertThat(answer(header("9.9", "", ""), FEED).orElseThrow()).contains("|A1|P|2.9.1|");
    }

    @ParameterizedTest
    @CsvSource({
        "'','',AA,AE,AR",
        "AL,'',CA,CE,CR",
        "AL,NE,CA,CE,CR",
        "AL,AL,CA,CE,CR",
        "ER,AL,'',CE,CR",
        "SU,NE,CA,'',''",
        "NE,NE,'','',''",
        "NE,AL,'','',''",
        "'',AL,'','',''",
        "ZZ,NE,CA,CE,CR"
    })
    void answersWhenTheSenderAsksForIt(String accept, String application, String good, String error, String rejection) {
        String message = header("2.5.1", accept, application);

        assertThat(code(answer(message, FEED))).isEqualTo(good);
        assertThat(code(answer(message, FEED, ERROR))).isEqualTo(error);
        assertThat(code(answer(message, FEED, REJECTION))).isEqualTo(rejection);
    }

    @ParameterizedTest
    @CsvSource({"AL,NE,AA,AE", "AL,AL,AA,AE", "'',AL,AA,AE", "NE,NE,'',''", "'','',AA,AE", "ER,NE,'',AE", "SU,NE,AA,''"
    })
    void answersAsInOriginalModeWhereTheFeedSaysSo(String accept, String application, String good, String error)
            throws FeedsRefused {
        Feed legacy = Feeds.parse("feed: x\nzone: UTC\nlegacyAA: true\n");

        assertThat(code(answer(header("2.5.1", accept, application), legacy))).isEqualTo(good);
        assertThat(code(answer(header("2.5.1", accept, application), legacy, ERROR)))
                .isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"'','',''", "AL,AA,AE", "ER,'',AE", "SU,AA,''", "NE,'',''"})
    void answersForTheApplicationWhereMsh16AsksForIt(String application, String good, String error) {
        Message message = MessageTest.read(header("2.5.1", "AL", application));

        assertThat(code(Acknowledgement.ofApplication(message, FEED, List.of(), AT, "A1")
                        .map(b -> new String(b, UTF_8))))
                .isEqualTo(good);
        assertThat(code(Acknowledgement.ofApplication(message, FEED, List.of(ERROR), AT, "A1")
                        .map(b -> new String(b, UTF_8))))
                .isEqualTo(error);
    }

    @Test
    void answersAMessageThatSaysNextToNothing() {
        assertThat(answer("MSH|^~\\&", FEED, ERROR))
                .contains(
                        "MSH|^~\\&|||||20261123090405-0600||ACK|A1||2.9.1||||||UNICODE UTF-8\r"
                                + "MSA|AE\r"
                                + "ERR||PID^1^3|101^Required field missing^HL70357|E|||required-missing|The patient has no identifier.\r");
    }

    @Test
    void keepsTheSendersDelimitersAndCharacterSet() {
        byte[] sent = "MSH$%~\\&$ÉHR$CLINIC$HUB$CLINIC$20261123$$ADT%A04$C1$P$2.5.1$$$$$$8859/1".getBytes(ISO_8859_1);
        Message message = ((Reading.Read) Message.read(sent, UTF_8)).message();

        byte[] answer = Acknowledgement.of(message, FEED, List.of(), AT, "A1").orElseThrow();

        assertThat(new String(answer, ISO_8859_1))
                .isEqualTo(
                        "MSH$%~\\&$HUB$CLINIC$ÉHR$CLINIC$20261123090405-0600$$ACK%A04%ACK$A1$P$2.5.1$$$$$$8859/1\rMSA$AA$C1\r");
    }

    @Test
    void isSilentToWhatIsNoMessageUnlessTheFeedWantsAnAnswer() throws FeedsRefused {
        Reading.NotHl7 junk = (Reading.NotHl7) Message.read("junk".getBytes(UTF_8), UTF_8);
        Feed answering = Feeds.parse("feed: x\nzone: UTC\nanswerNotHl7: true\n");

        assertThat(Acknowledgement.ofNotHl7(junk, FEED, AT, "A1")).isEmpty();
        assertThat(Acknowledgement.ofNotHl7(junk, answering, AT, "A1").map(bytes -> new String(bytes, UTF_8)))
                .contains("MSH|^~\\&|||||20261123150405+0000||ACK|A1|P|2.9.1\rMSA|AR\r"
                        + "ERR||MSH^1|100^Segment sequence error^HL70357|E|||not-hl7|The frame has no MSH segment.\r");
    }

    private static String code(Optional<String> answer) {
        return answer.map(text -> text.substring(text.indexOf("\rMSA|") + 5, text.indexOf("\rMSA|") + 7))
                .orElse("");
    }
}
