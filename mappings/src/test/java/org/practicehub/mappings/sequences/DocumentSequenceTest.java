package org.practicehub.mappings.sequences;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.message;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.golden.TestJson;
import org.practicehub.mappings.record.Translation;

/** Documents filed, edited, continued, replaced and cancelled, heard in any order (5.5). */
class DocumentSequenceTest {

    private static final String PID = "PID|1||100111^^^LFP-MRN^MR||Rivera^Elena";

    private Wire wire = new Wire();

    private Translation send(String event, String at, String number, String parent, String... content) {
        String[] segments = new String[content.length + 2];
        segments[0] = PID;
        segments[1] = "TXA|1|CN|TX|||||||||" + number + "^LETTERS|" + parent + "||||AU||AV";
        for (int i = 0; i < content.length; i++) {
            segments[i + 2] = "OBX|" + (i + 1) + "|TX|||" + content[i];
        }
        return wire.receive(message("MDM^" + event, at, segments));
    }

    private void file() {
        send("T02", "0800", "D1", "", "As dictated");
    }

    private void replace() {
        send("T10", "0900", "D2", "D1^LETTERS", "As corrected");
    }

    private void cancelTheFirst() {
        send("T11", "1000", "D1", "");
    }

    private void cancelTheSecond() {
        send("T11", "1000", "D2", "");
    }

    private DocumentReference document(String number) {
        return wire.all(DocumentReference.class).stream()
                .filter(document -> number.equals(document.getMasterIdentifier().getValue()))
                .findFirst()
                .orElseThrow();
    }

    private static String text(DocumentReference document) {
        return new String(document.getContent().get(0).getAttachment().getData(), UTF_8);
    }

    /** Everything but versions and who said it. */
    private Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        for (Resource resource : wire.all(DocumentReference.class)) {
            Resource copy = resource.copy();
            copy.setMeta(null).setId(resource.getIdPart());
            state.put(copy.getIdPart(), TestJson.compact(copy));
        }
        return state;
    }

    private void play(String order, List<Runnable> events) {
        wire = new Wire();
        order.chars().forEach(digit -> events.get(digit - '1').run());
    }

    /** The replaced document is cancelled afterwards: its replacement stands. */
    @ParameterizedTest
    @CsvSource({"132", "213", "231", "312", "321"})
    void cancelsTheReplacedOneTheSameInEveryOrder(String order) {
        List<Runnable> events = List.of(this::file, this::replace, this::cancelTheFirst);
        play("123", events);
        Map<String, String> inOrder = state();
        assertThat(document("D1").getStatus()).isEqualTo(DocumentReferenceStatus.ENTEREDINERROR);
        assertThat(document("D2").getStatus()).isEqualTo(DocumentReferenceStatus.CURRENT);

        play(order, events);

        assertThat(state()).isEqualTo(inOrder);
    }

    /** The replacement is cancelled: what it replaced is valid again. */
    @ParameterizedTest
    @CsvSource({"132", "213", "231", "312", "321"})
    void cancelsTheReplacementTheSameInEveryOrder(String order) {
        List<Runnable> events = List.of(this::file, this::replace, this::cancelTheSecond);
        play("123", events);
        assertThat(document("D1").getStatus()).isEqualTo(DocumentReferenceStatus.CURRENT);
        assertThat(document("D2").getStatus()).isEqualTo(DocumentReferenceStatus.ENTEREDINERROR);

        play(order, events);

        assertThat(document("D1").getStatus()).isEqualTo(DocumentReferenceStatus.CURRENT);
        assertThat(document("D2").getStatus()).isEqualTo(DocumentReferenceStatus.ENTEREDINERROR);
        assertThat(text(document("D1"))).isEqualTo("As dictated");
        assertThat(text(document("D2"))).isEqualTo("As corrected");
        assertThat(document("D2").getRelatesTo()).singleElement().satisfies(relation -> assertThat(
                        relation.getTarget().getReference())
                .isEqualTo("DocumentReference/" + document("D1").getIdPart()));
    }

    /** A chain of replacements, the last heard first. */
    @ParameterizedTest
    @CsvSource({"123", "132", "213", "231", "312", "321"})
    void leavesOnlyTheLastOfAChainCurrent(String order) {
        play(
                order,
                List.of(
                        this::file,
                        this::replace,
                        () -> send("T10", "0930", "D3", "D2^LETTERS", "As corrected twice")));

        assertThat(document("D1").getStatus()).isEqualTo(DocumentReferenceStatus.SUPERSEDED);
        assertThat(document("D2").getStatus()).isEqualTo(DocumentReferenceStatus.SUPERSEDED);
        assertThat(document("D3").getStatus()).isEqualTo(DocumentReferenceStatus.CURRENT);
        assertThat(text(document("D1"))).isEqualTo("As dictated");
    }

    /** Told of, filed, signed, edited: one document with the last content. */
    @ParameterizedTest
    @CsvSource({"1234", "4321", "2143", "3412", "4132", "2341"})
    void isOneDocumentWithItsNewestContent(String order) {
        play(
                order,
                List.of(
                        () -> send("T01", "0700", "D1", ""),
                        this::file,
                        () -> send("T03", "0815", "D1", ""),
                        () -> send("T08", "0830", "D1", "", "As edited")));

        assertThat(text(wire.only(DocumentReference.class))).isEqualTo("As edited");
    }

    @Test
    void continuesAnotherWithoutReplacingIt() {
        file();
        send("T06", "0900", "D2", "D1^LETTERS", "P.S.");

        assertThat(document("D1").getStatus()).isEqualTo(DocumentReferenceStatus.CURRENT);
        assertThat(document("D2").getRelatesTo()).singleElement().satisfies(relation -> assertThat(relation.getCode())
                .isEqualTo(DocumentRelationshipType.APPENDS));
    }

    /** T09 tells of the replacement whose text T10 brings. */
    @Test
    void knowsAReplacementThatWasToldOfFirst() {
        send("T01", "0700", "D2", "");
        file();
        replace();

        assertThat(document("D1").getStatus()).isEqualTo(DocumentReferenceStatus.SUPERSEDED);
        assertThat(wire.all(DocumentReference.class)).hasSize(2);
    }

    @Test
    void changesNoVersionWhenReplayed() {
        send("T01", "0700", "D1", "");
        file();
        replace();
        send("T06", "0915", "D4", "D2^LETTERS", "P.S.");
        cancelTheSecond();
        List<String> before = wire.versions();

        for (int n = 1; n <= wire.count(); n++) {
            assertThat(wire.replay(n).changes()).as("message %d", n).isEmpty();
        }

        assertThat(wire.versions()).isEqualTo(before);
    }

    /** M2. */
    @Test
    void movesWithItsPatient() {
        file();
        wire.receive(message("ADT^A40", "0830", "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena", "MRG|100111^^^LFP-MRN^MR"));

        Patient kept = wire.all(Patient.class).stream()
                .filter(Patient::getActive)
                .findFirst()
                .orElseThrow();
        assertThat(document("D1").getSubject().getReference()).isEqualTo("Patient/" + kept.getIdPart());
        replace();
        assertThat(document("D2").getSubject().getReference()).isEqualTo("Patient/" + kept.getIdPart());
    }
}
