package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.MessageHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.Inbox;
import org.practicehub.server.testing.TestFeed;

/** Batches (G28), by MLLP and in files of a folder that a feed names while the hub runs. */
class FilesIT extends MessagesOverASocket {
    @TempDir
    Path outside;

    private Path folder;
    private TestFeed feed;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(outside.resolve("in box"));
        feed = open("move");
    }

    private TestFeed open(String after) {
        return TestFeed.open(
                hub,
                "files",
                "file://" + folder,
                "folder: { names: \"*.hl7\", everySeconds: 1, after: " + after + " }");
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void eachMessageOfAFileHasItsOwnOutcomeAndTheAnswersAreBesideIt() throws IOException {
        String one = Hl7.adt("A28", "930001", "Filed", "One");
        String unknown = Hl7.header("ZZZ^Z99", Hl7.controlId());
        String two = Hl7.adt("A28", "930002", "Filed", "Two");

        inbox().put(
                        "visits.hl7",
                        "FHS|^~\\&|TEST_EHR|TEST\nBHS|^~\\&|TEST_EHR|TEST|||||||B1\n" + one + unknown + two
                                + "BTS|4\nFTS|1\n");
        String answers = inbox().answers("visits.hl7");

        assertThat(answers)
                .startsWith("FHS|^~\\&|||TEST_EHR|TEST|")
                .contains("\rBHS|^~\\&|||TEST_EHR|TEST|", "|B1\r")
                .contains("MSA|AA|" + controlId(one), "MSA|AR|" + controlId(unknown), "MSA|AA|" + controlId(two))
                .endsWith("BTS|3|BTS-1 says 4 messages, and there are 3.\rFTS|1\r");
        assertThat(settled(one).getFocus()).isNotEmpty();
        assertThat(patient("930002").getNameFirstRep().getGivenAsSingleString()).isEqualTo("Two");
        assertThat(part(header(unknown), "state")).contains("refused");
        assertThat(text(inspectable(two))).contains("BTS-1 says 4 messages, and there are 3.");
        assertThat(files(folder)).containsExactlyInAnyOrder("done");
        assertThat(files(folder.resolve("done"))).containsExactlyInAnyOrder("visits.hl7", "visits.hl7.ack");
    }

    /** G15, G16: reading a file again counts its messages and changes nothing. */
    @Test
    void aFileThatComesAgainChangesNothing() throws IOException {
        String message = Hl7.adt("A28", "930003", "Again", "Ada");
        inbox().put("once.hl7", message);
        assertThat(inbox().answers("once.hl7"))
                .contains("MSA|AA|" + controlId(message))
                .startsWith("MSH");
        settled(message);
        String version = patient("930003").getMeta().getVersionId();
        Files.delete(folder.resolve("done/once.hl7.ack"));

        inbox().put("once.hl7", message);

        assertThat(inbox().answers("once.hl7")).contains("MSA|AA|" + controlId(message));
        assertThat(patient("930003").getMeta().getVersionId()).isEqualTo(version);
        assertThat(part(header(message), "duplicates")).contains("1");
    }

    @Test
    void whatIsNoHl7IsSetAsideWithTheReason() throws IOException {
        inbox().put("letter.hl7", "Dear Sir or Madam");

        await().atMost(SOON).until(() -> Files.exists(folder.resolve("failed/letter.hl7")));
        assertThat(folder.resolve("failed/letter.hl7.reason")).hasContent("The frame has no MSH segment.");
        assertThat(folder.resolve("letter.hl7")).doesNotExist();
    }

    @Test
    void filesThatAreBeingWrittenAndOtherFilesStay() throws IOException {
        Files.writeString(folder.resolve("half.hl7.part"), "MSH|^~\\&|");
        Files.writeString(folder.resolve(".hidden.hl7"), "MSH|^~\\&|");
        Files.writeString(folder.resolve("notes.txt"), "MSH|^~\\&|");
        String message = Hl7.adt("A28", "930004", "Stays", "Sam");

        inbox().put("whole.hl7", message);
        inbox().answers("whole.hl7");

        assertThat(files(folder)).containsExactlyInAnyOrder("half.hl7.part", ".hidden.hl7", "notes.txt", "done");
    }

    @Test
    void aFileIsDeletedWhereTheFeedSaysSoAndItsAnswersStay() throws IOException {
        feed.close();
        feed = open("delete");
        String message = Hl7.adt("A28", "930005", "Gone", "Gil");

        inbox().put("brief.hl7", message);
        inbox().answers("brief.hl7");

        await().atMost(SOON).until(() -> !Files.exists(folder.resolve("brief.hl7")));
        assertThat(files(folder.resolve("done"))).containsExactly("brief.hl7.ack");
    }

    @Test
    void theStatusSaysWhetherTheFolderIsReached() throws IOException {
        await().atMost(SOON).until(() -> feed.status("state").equals(Optional.of("listening")));
        Path moved = Files.move(folder, outside.resolve("away"));
        await().atMost(SOON).until(() -> feed.status("state").equals(Optional.of("unreachable")));
        assertThat(feed.status("unreachableSince")).isPresent();
        assertThat(feed.status("connections")).isEmpty();

        Files.move(moved, folder);

        await().atMost(SOON).until(() -> feed.status("state").equals(Optional.of("listening")));
        assertThat(feed.status("address")).contains("file://" + folder);
        String message = Hl7.adt("A28", "930006", "Back", "Bea");
        inbox().put("back.hl7", message);
        assertThat(inbox().answers("back.hl7")).contains("MSA|AA|" + controlId(message));
    }

    /** G28 by MLLP: one frame, one answer, of as many acknowledgements as there are messages. */
    @Test
    void aFrameWithABatchIsAnsweredWithABatch() {
        String one = Hl7.adt("A28", "930007", "Framed", "One");
        String two = Hl7.adt("A28", "930008", "Framed", "Two");

        String enclosed = send("BHS|^~\\&|TEST_EHR|TEST|||||||B9\n" + one + "BTS|1\n");
        String bare = send(one + two);

        assertThat(enclosed)
                .startsWith("BHS|")
                .contains("|B9\r", "MSA|AA|" + controlId(one))
                .endsWith("BTS|1\r");
        assertThat(bare)
                .startsWith("BHS|")
                .contains("MSA|AA|" + controlId(one), "MSA|AA|" + controlId(two))
                .endsWith("BTS|2\r");
        settled(two);
        assertThat(part(header(one), "duplicates")).contains("1");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private MessageHeader inspectable(String message) {
        return read(header(message));
    }

    private Inbox inbox() {
        return new Inbox(folder);
    }

    private static String text(MessageHeader header) {
        return ca.uhn.fhir.context.FhirContext.forR4Cached().newJsonParser().encodeResourceToString(header);
    }
}
