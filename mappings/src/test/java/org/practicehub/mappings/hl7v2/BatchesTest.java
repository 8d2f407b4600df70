package org.practicehub.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.hl7v2.Batches.Batch;
import org.practicehub.mappings.problem.Problem;

/** G28: what surrounds messages, and what does not hold them together. */
class BatchesTest {
    private static final String FHS = "FHS|^~\\&|EHR|NORTH|HUB|LAKE|20260105||visits||F7\r";
    private static final String BHS = "BHS|^~\\&|EHR|NORTH|HUB|LAKE|20260105||visits||B7\r";

    @Test
    void oneMessageIsNoBatch() {
        assertThat(Batches.of(bytes(message("1")))).isEmpty();
        assertThat(Batches.of(bytes("hello"))).isEmpty();
        assertThat(Batches.of(new byte[0])).isEmpty();
    }

    @Test
    void eachMessageIsCutOutAsItStands() {
        Batches batches =
                read(FHS + BHS + message("1") + message("2") + "BTS|2\r" + BHS + message("3") + "BTS|1\rFTS|2\r");

        assertThat(batches.all()).hasSize(2);
        assertThat(texts(batches)).containsExactly(message("1"), message("2"), message("3"));
        assertThat(batches.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n"})
    void messagesOneAfterTheOtherAreABatchTooWhateverEndsTheirLines(String end) {
        Batches batches = read((message("1") + message("2")).replace("\r", end));

        assertThat(batches.header()).isEmpty();
        assertThat(texts(batches))
                .containsExactly(message("1").replace("\r", end), message("2").replace("\r", end));
    }

    /** MLLP frames written into a file one after the other. */
    @Test
    void framingBytesBelongToNoMessage() {
        Batches batches = read("\u000B" + message("1") + "\u001C\r\u000B" + message("2") + "\u001C\r");

        assertThat(batches.size()).isEqualTo(2);
        assertThat(controlIds(batches)).containsExactly("1", "2");
    }

    @Test
    void countsThatAreWrongAreToldAndTheMessagesStay() {
        Batches batches = read(FHS + BHS + message("1") + "BTS|3\rFTS|2\r");

        assertThat(batches.size()).isEqualTo(1);
        assertThat(batches.problems())
                .extracting(Problem::text)
                .containsExactly("BTS-1 says 3 messages, and there are 1.", "FTS-1 says 2 batches, and there are 1.");
        assertThat(batches.problems()).noneMatch(Problem::isError);
        assertThat(read(BHS + message("1") + "BTS|x\r").problems())
                .extracting(Problem::text)
                .containsExactly("BTS-1 is no number of messages.");
    }

    @Test
    void trailersMayBeMissingAndCountsEmpty() {
        assertThat(read(FHS + BHS + message("1")).problems()).isEmpty();
        assertThat(read(BHS + message("1") + "BTS\r").problems()).isEmpty();
        assertThat(read(BHS + "BTS|0\r").all()).hasSize(1);
    }

    @Test
    void whatBelongsToNoMessageIsTold() {
        Batches batches = read(BHS + "PID|1\r" + message("1") + "BTS|1\r");

        assertThat(texts(batches)).containsExactly(message("1"));
        assertThat(batches.problems()).hasSize(1);
    }

    /** A text may begin a line with anything. */
    @Test
    void aTextThatLooksLikeASegmentCutsNothing() {
        String text = "MSH|^~\\&|EHR|||||||1\rNTE|1||first\nMSH-3 was wrong\nBTS was missing\nBTS|2\r";

        assertThat(Batches.of(bytes(text))).isEmpty();
        assertThat(read(BHS + text.replace("BTS|2", "BTSX") + "BTS|1\r").size()).isEqualTo(1);
    }

    @Test
    void aBatchMayHaveItsOwnDelimiters() {
        Batches batches = read("BHS#^~\\&#EHR\r" + message("1") + message("2").replace('|', '$') + "BTS$9\r");

        assertThat(batches.size()).isEqualTo(2);
        assertThat(batches.problems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void charactersOfSeveralBytesAreCutWhole(String charset) {
        byte[] bytes = (BHS + message("1") + message("2") + "BTS|2\r").getBytes(Charset.forName(charset));

        Batches batches = Batches.of(bytes).orElseThrow();

        assertThat(controlIds(batches)).containsExactly("1", "2");
    }

    @Test
    void theMarkAtTheBeginningOfAFileIsEachMessagesOwn() {
        Batches batches = read("\uFEFF" + BHS + message("1").replace("Doe", "Dœ") + "BTS|1\r");

        assertThat(batches.size()).isEqualTo(1);
        Reading reading = Message.read(batches.all().get(0).messages().get(0), StandardCharsets.ISO_8859_1);
        assertThat(((Reading.Read) reading).message().text()).contains("Dœ");
    }

    @Test
    void theAnswerIsABatchThatNamesWhatItAnswers() throws FeedsRefused {
        Batches batches = read(FHS + BHS + message("1") + message("2") + "BTS|3\rFTS|1\r");
        AtomicInteger next = new AtomicInteger();

        String answer = new String(
                BatchReply.of(
                        batches,
                        List.of(List.of(bytes("MSH|a\r"), bytes("MSH|b\r"))),
                        feed(),
                        Instant.parse("2026-01-05T10:00:00Z"),
                        () -> "H" + next.incrementAndGet()),
                StandardCharsets.UTF_8);

        assertThat(answer)
                .isEqualTo("FHS|^~\\&|HUB|LAKE|EHR|NORTH|20260105100000+0000||||H1|F7\r"
                        + "BHS|^~\\&|HUB|LAKE|EHR|NORTH|20260105100000+0000||||H2|B7\r"
                        + "MSH|a\rMSH|b\r"
                        + "BTS|2|BTS-1 says 3 messages, and there are 2.\r"
                        + "FTS|1\r");
    }

    @Test
    void messagesWithoutABatchAreAnsweredByWhoTheyAreFrom() throws FeedsRefused {
        Batches batches = read(message("1") + message("2"));

        String answer = new String(
                BatchReply.of(batches, List.of(List.of()), feed(), Instant.EPOCH, () -> "H"), StandardCharsets.UTF_8);

        assertThat(answer)
                .startsWith("BHS|^~\\&|||EHR|NORTH|19700101000000+0000||||H\r")
                .endsWith("BTS|0\r");
    }

    private static Batches read(String text) {
        return Batches.of(bytes(text)).orElseThrow();
    }

    private static Feed feed() throws FeedsRefused {
        return Feeds.parse("feed: a\nzone: UTC\n");
    }

    private static List<String> texts(Batches batches) {
        return batches.all().stream()
                .map(Batch::messages)
                .flatMap(List::stream)
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> controlIds(Batches batches) {
        return batches.all().stream()
                .map(Batch::messages)
                .flatMap(List::stream)
                .map(message -> ((Reading.Read) Message.read(message, StandardCharsets.UTF_8)).message())
                .map(Message::controlId)
                .toList();
    }

    private static String message(String id) {
        return "MSH|^~\\&|EHR|NORTH|||20260105||ADT^A28|" + id + "|P|2.5.1\rPID|||7^^^A||Doe^Jo\r";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
