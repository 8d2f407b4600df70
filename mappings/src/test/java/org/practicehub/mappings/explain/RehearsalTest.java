package org.practicehub.mappings.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.explain.Rehearsal.Difference;
import org.practicehub.mappings.explain.Rehearsal.Verdict;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;

/** What would be otherwise if a feed's file were otherwise. */
class RehearsalTest {

    private static final String NOW =
            """
            feed: harbor
            zone: America/Chicago
            authorities:
              HBR-MRN: { system: "urn:oid:2.999.31.1", type: MR, key: true, default: true }
            """;

    private static final String MESSAGE =
            """
            MSH|^~\\&|HARBOR|HBR|HUB|HBR|20261123090000-0600||ADT^A31^ADT_A05|R1|P|2.5.1
            EVN|A31|20261123090000-0600
            PID|1||700311^^^HBR-MRN^MR||Lindqvist^Astrid||19840317|F|||||(312)555-0101^PRN^PH~(312)555-0102^PRN^FX
            PV1|1|N
            ZPD|1||she/her
            """
                    .replace('\n', '\r');

    private final MemoryRecord record = new MemoryRecord();

    @Test
    void saysThatNothingWouldDiffer() {
        Rehearsal rehearsal = rehearse(NOW + "ackOn: applied\n");

        assertThat(rehearsal).isEqualTo(new Rehearsal(Verdict.SAME, List.of(), List.of(), List.of()));
    }

    @Test
    void tellsWhatWouldBeWrittenBesides() {
        Rehearsal rehearsal = rehearse(NOW + "set: [ { from: ZPD-3, to: Patient.extension(pronouns).valueString } ]\n");

        assertThat(rehearsal.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(rehearsal.differences())
                .extracting(Difference::now, Difference::proposed)
                .contains(tuple(Optional.empty(), Optional.of("she/her")));
    }

    @Test
    void tellsWhatWouldNoLongerBeWritten() {
        Rehearsal rehearsal = rehearse(NOW + "drop: [ Patient.telecom(system=fax) ]\n");

        assertThat(rehearsal.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(rehearsal.differences())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.path()).startsWith("telecom"))
                .anySatisfy(one -> assertThat(one.now()).contains("fax"))
                .allSatisfy(one -> assertThat(one.proposed()).isEmpty());
    }

    /** Of a record that the message leaves as it is, the proposed file changes one element: that is told, and no other. */
    @Test
    void comparesWithWhatAnUntouchedRecordSays() {
        apply(NOW);

        Rehearsal rehearsal = rehearse(NOW + "set: [ { from: ZPD-3, to: Patient.extension(pronouns).valueString } ]\n");

        assertThat(rehearsal.differences())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.path()).startsWith("extension"))
                .allSatisfy(one -> assertThat(one.now()).isEmpty());
    }

    /** The patient's number is another and so is the name that the hub gives: it is the same patient all the same. */
    @Test
    void knowsANewResourceByAnotherName() {
        Rehearsal rehearsal = rehearse(NOW.replace("2.999.31.1", "2.999.31.2"));

        assertThat(rehearsal.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(rehearsal.differences())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.path()).contains("identifier"))
                .anySatisfy(one -> {
                    assertThat(one.now()).contains("urn:oid:2.999.31.1");
                    assertThat(one.proposed()).contains("urn:oid:2.999.31.2");
                });
    }

    @Test
    void tellsWhatWouldBeHeldAndWhy() {
        Rehearsal rehearsal = rehearse(NOW + "unknownPatient: hold\n");

        assertThat(rehearsal.verdict()).isEqualTo(Verdict.NOW_HELD);
        assertThat(rehearsal.added()).extracting(Problem::code).contains(Code.UNKNOWN_KEY);
        assertThat(rehearsal.differences()).isEmpty();
    }

    @Test
    void tellsWhatWouldNoLongerBeHeld() {
        Rehearsal rehearsal = rehearse(NOW + "unknownPatient: hold\n", NOW);

        assertThat(rehearsal.verdict()).isEqualTo(Verdict.NO_LONGER_HELD);
        assertThat(rehearsal.differences()).extracting(Difference::proposed).contains(Optional.of("Lindqvist"));
    }

    @Test
    void tellsWhatWouldBeRefused() {
        Rehearsal other = rehearse(NOW + "match: { MSH-3: SOMEBODY_ELSE }\n");
        Rehearsal tests = rehearse(NOW + "processingIds: [T]\n");

        assertThat(other.verdict()).isEqualTo(Verdict.NOW_REFUSED);
        assertThat(other.added()).extracting(Problem::code).contains(Code.TYPE_UNSUPPORTED);
        assertThat(tests.verdict()).isEqualTo(Verdict.NOW_REFUSED);
        assertThat(rehearse(NOW + "processingIds: [T]\n", NOW).verdict()).isEqualTo(Verdict.NO_LONGER_REFUSED);
    }

    private Rehearsal rehearse(String proposed) {
        return rehearse(NOW, proposed);
    }

    private Rehearsal rehearse(String now, String proposed) {
        return Rehearsal.of(MESSAGE.getBytes(StandardCharsets.UTF_8), context(now), context(proposed), record);
    }

    private void apply(String yaml) {
        Outcome outcome = Outcome.of(MESSAGE.getBytes(StandardCharsets.UTF_8), context(yaml), record);
        outcome.changes().forEach(change -> record.with(change.resource()));
        assertThat(outcome.changes()).anyMatch(change -> change.resource() instanceof Patient);
    }

    private static Context context(String yaml) {
        return new Context(feed(yaml), Instant.parse("2026-11-23T15:00:00Z"), 7, "7");
    }

    private static Feed feed(String yaml) {
        try {
            return Feeds.parse(yaml);
        } catch (FeedsRefused e) {
            throw new IllegalArgumentException(e);
        }
    }
}
