package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.message;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.practicehub.mappings.golden.TestJson;
import org.practicehub.mappings.intake.MergeUndo;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Translation;

/** Two patients that turn out to be one (5.1, M1 to M5). */
class MergeSequenceTest {

    private static final String OLD = "PID|1||100111^^^LFP-MRN^MR||Rivera^Helena";
    private static final String KEPT = "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena";
    private static final String MRG = "MRG|100111^^^LFP-MRN^MR";
    private static final String VISIT = "PV1|1|O|MAIN^WAIT^^LFP-LOC" + "|".repeat(16) + "V7^^^LFP-VISIT^VN";

    private final Wire wire = new Wire();

    private Patient withNumber(String number, Identifier.IdentifierUse use) {
        return wire.all(Patient.class).stream()
                .filter(patient -> patient.getIdentifier().stream()
                        .anyMatch(id -> number.equals(id.getValue()) && id.getUse() == use))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void movesAVisitThatLaterMessagesFindAgain() {
        wire.receive(message("ADT^A04", "0800", OLD, VISIT));
        wire.receive(message("ADT^A28", "0810", KEPT));
        wire.receive(message("ADT^A40", "0820", KEPT, MRG));
        Patient kept = withNumber("100234", null);
        assertThat(wire.only(Encounter.class).getSubject().getReference()).isEqualTo("Patient/" + kept.getIdPart());

        wire.receive(message("ADT^A08", "0830", OLD.replace("Helena", "Elena^Maria"), VISIT));

        assertThat(wire.all(Patient.class)).hasSize(2);
        assertThat(wire.all(Encounter.class)).hasSize(1);
        assertThat(withNumber("100234", null).getNameFirstRep().getGiven()).hasSize(2);
        assertThat(withNumber("100111", Identifier.IdentifierUse.OLD).getIdPart())
                .isEqualTo(kept.getIdPart());
    }

    static Stream<Arguments> ordersOfMerges() {
        return Stream.of("ADT^A40", "ADT^A34", "ADT^A39", "ADT^A18", "ADT^A30").flatMap(event -> Stream.of(
                        "1234", "1324", "2134", "2314", "3124", "3214", "4321", "3421", "3142", "2413")
                .map(order -> Arguments.of(event, order)));
    }

    /** A merge, the registration of both, and an update for the number that ends, heard in any order. */
    @ParameterizedTest
    @MethodSource("ordersOfMerges")
    void linksThemTheSameInEveryOrder(String event, String order) {
        List<String[]> events = List.of(
                message("ADT^A28", "0800", OLD),
                message("ADT^A28", "0810", KEPT),
                message(event, "0820", KEPT, MRG),
                message("ADT^A08", "0830", OLD));
        order.chars().forEach(digit -> wire.receive(events.get(digit - '1')));

        Patient kept = withNumber("100234", null);
        Patient gone = withNumber("100111", null);
        assertThat(wire.all(Patient.class)).hasSize(2);
        assertThat(kept.getActive()).isTrue();
        assertThat(gone.getActive()).isFalse();
        assertThat(kept.getLink()).singleElement().satisfies(link -> assertThat(link.getType())
                .isEqualTo(LinkType.REPLACES));
        assertThat(gone.getLink()).singleElement().satisfies(link -> assertThat(link.getType())
                .isEqualTo(LinkType.REPLACEDBY));
        assertThat(withNumber("100111", Identifier.IdentifierUse.OLD)).isSameAs(kept);
    }

    @Test
    void leadsThroughAChainToTheLast() {
        wire.receive(message("ADT^A40", "0800", KEPT, MRG));
        wire.receive(message("ADT^A40", "0810", "PID|1||100500^^^LFP-MRN^MR||Rivera^Elena", "MRG|100234^^^LFP-MRN^MR"));

        Translation update = wire.receive(message("ADT^A31", "0820", OLD.replace("Helena", "Elena^Maria")));

        assertThat(update.about())
                .containsExactly("Patient/" + withNumber("100500", null).getIdPart());
    }

    /** Two pairs of one message that are links of one chain: what the first moved, the second moves on. */
    @Test
    void leadsThroughAChainWithinOneMessage() {
        wire.receive(message("ADT^A04", "0800", OLD, VISIT));

        wire.receive(message(
                "ADT^A40", "0810", KEPT, MRG, "PID|2||100500^^^LFP-MRN^MR||Rivera^Elena", "MRG|100234^^^LFP-MRN^MR"));

        assertThat(wire.only(Encounter.class).getSubject().getReference())
                .isEqualTo("Patient/" + withNumber("100500", null).getIdPart());
        assertThat(wire.replay(2).changes()).isEmpty();
    }

    @Test
    void changesNoVersionWhenReplayed() {
        wire.receive(message("ADT^A04", "0800", OLD, VISIT));
        wire.receive(message("ADT^A40", "0820", KEPT, MRG));
        List<String> before = wire.versions();

        assertThat(wire.replay(2).changes()).isEmpty();
        assertThat(wire.replay(1).changes()).isEmpty();

        assertThat(wire.versions()).isEqualTo(before);
    }

    /** What comes for the ended one between the merge and its replay is taken along by the replay. */
    @Test
    void isFinishedByAReplay() {
        wire.receive(message("ADT^A40", "0820", KEPT, MRG));
        String gone = "Patient/" + withNumber("100111", null).getIdPart();
        Appointment astray = new Appointment();
        astray.setId("Appointment/astray");
        astray.addParticipant().setActor(new Reference(gone));
        wire.record().with(astray);

        Translation replay = wire.replay(1);

        assertThat(replay.changes()).extracting(Change::reference).contains("Appointment/astray");
    }

    /** M5: what the merge did is taken back from its Provenance, and what has come for the surviving one since stays. */
    @Test
    void isUndoneFromItsProvenance() {
        wire.receive(message("ADT^A28", "0750", KEPT));
        wire.receive(message("ADT^A04", "0800", OLD + "|||||||||||||AC7^^^LFP-ACCT^AN", VISIT));
        List<String> before = contents();
        Translation merge = wire.receive(message("ADT^A40", "0820", KEPT, MRG));
        assertThat(contents()).isNotEqualTo(before);

        undo(merge);

        assertThat(contents()).isEqualTo(before);
    }

    /** M5, of accounts (A41) and visits (A42) too, and of a chain within one message. */
    @Test
    void isUndoneThroughEveryStep() {
        wire.receive(message("ADT^A04", "0800", OLD + "|||||||||||||AC7^^^LFP-ACCT^AN", VISIT));
        wire.receive(message("ADT^A28", "0810", KEPT + "|||||||||||||AC8^^^LFP-ACCT^AN"));
        wire.receive(message("ADT^A28", "0811", "PID|2||100500^^^LFP-MRN^MR||Rivera^Elena"));
        List<String> before = contents();
        Translation merge = wire.receive(message(
                "ADT^A36",
                "0820",
                KEPT + "|||||||||||||AC8^^^LFP-ACCT^AN",
                MRG + "||AC7^^^LFP-ACCT^AN",
                "PID|2||100500^^^LFP-MRN^MR||Rivera^Elena",
                "MRG|100234^^^LFP-MRN^MR"));
        assertThat(merge.hold()).isEmpty();
        assertThat(contents()).isNotEqualTo(before);

        undo(merge);

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void isUndoneOnce() {
        wire.receive(message("ADT^A04", "0800", OLD, VISIT));
        Translation merge = wire.receive(message("ADT^A40", "0820", KEPT, MRG));
        undo(merge);

        MergeUndo.Undone again = MergeUndo.of(List.of(provenance(merge)), wire.record());

        assertThat(again.changes()).isEmpty();
        assertThat(again.left()).isEmpty();
    }

    /** A reference that somebody has moved on since is left where it is, and that is said. */
    @Test
    void leavesWhatIsNoLongerAsTheMergeLeftIt() {
        wire.receive(message("ADT^A04", "0800", OLD, VISIT));
        Translation merge = wire.receive(message("ADT^A40", "0820", KEPT, MRG));
        Encounter moved = wire.only(Encounter.class).copy();
        moved.getSubject().setReference("Patient/somebody-else");
        wire.record().with(moved);

        MergeUndo.Undone undone = MergeUndo.of(List.of(provenance(merge)), wire.record());

        assertThat(undone.left()).containsExactly("Encounter/" + moved.getIdPart() + " Encounter.subject");
        assertThat(undone.changes()).extracting(Change::reference).doesNotContain("Encounter/" + moved.getIdPart());
    }

    private void undo(Translation merge) {
        MergeUndo.of(List.of(provenance(merge)), wire.record()).changes().forEach(change -> wire.record()
                .with(change.resource()));
    }

    private static Provenance provenance(Translation merge) {
        return (Provenance) merge.changes().get(merge.changes().size() - 1).resource();
    }

    /** Everything but Provenance and version numbers. */
    private List<String> contents() {
        return wire.record().all().stream()
                .filter(resource -> !(resource instanceof Provenance))
                .map(Resource::copy)
                .map(resource -> {
                    resource.setMeta(null).setId(resource.getIdPart());
                    return TestJson.compact(resource);
                })
                .toList();
    }
}
