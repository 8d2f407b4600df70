package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.message;

import java.util.List;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.record.Translation;

/** What rides along with a visit's messages, heard in order, late and twice (G8, G16, G18). */
class FindingsSequenceTest {

    private static final String PID = "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena";
    private static final String PV1 = "PV1|1|O" + "|".repeat(17) + "V1^^^LFP-VISIT^VN";
    private static final String[] FIRST = message(
            "ADT^A04",
            "0900",
            PID,
            PV1,
            "AL1|1|DA|7980^Penicillin^RXNORM",
            "DG1|1||J02.9^Pharyngitis^I10C|||W",
            "PR1|1||87880^Strep test^C4||20261123085900-0600",
            "OBX|1|NM|29463-7^Body weight^LN||61.5|kg|||||F|||20261123085800-0600");
    private static final String[] SECOND = message(
            "ADT^A08",
            "0930",
            PID,
            PV1,
            "AL1|1|FA|^Peanut",
            "DG1|1||J03.0^Strep tonsillitis^I10C|||F",
            "PR1|1||36415^Venipuncture^C4||20261123090000-0600");

    private final Wire wire = new Wire();

    @Test
    void replacesWhatTheNewerGroupLeavesOut() {
        wire.receive(FIRST);
        wire.receive(SECOND);

        assertThat(wire.all(AllergyIntolerance.class)).hasSize(2);
        assertThat(wire.all(Condition.class)).hasSize(2);
        assertThat(wire.only(Encounter.class).getDiagnosis()).hasSize(1);
        assertThat(wire.all(Procedure.class))
                .extracting(procedure -> procedure.getStatus().toCode())
                .containsExactlyInAnyOrder("completed", "entered-in-error");
        assertThat(wire.only(Observation.class).getStatus().toCode()).isEqualTo("final");
    }

    /** A late group adds nothing that a newer one had left out. */
    @Test
    void leavesALateGroupOut() {
        wire.receive(SECOND);

        Translation late = wire.receive(FIRST);

        assertThat(late.stale()).isNotEmpty();
        assertThat(wire.all(AllergyIntolerance.class)).hasSize(1);
        assertThat(wire.all(Condition.class)).hasSize(1);
        assertThat(wire.only(Encounter.class).getDiagnosis()).hasSize(1);
    }

    @Test
    void changesNoVersionWhenReplayedOrSentAgain() {
        wire.receive(FIRST);
        wire.receive(SECOND);
        List<String> before = wire.versions();

        assertThat(wire.replay(1).changes()).isEmpty();
        assertThat(wire.replay(2).changes()).isEmpty();
        wire.receive(FIRST);
        wire.receive(SECOND);

        assertThat(wire.versions()).isEqualTo(before);
    }

    /** After a merge the same diagnoses and weights are still the same. */
    @Test
    void knowsThemAgainAfterAMerge() {
        wire.receive(FIRST);
        wire.receive(message("ADT^A40", "0910", PID.replace("100234", "100500"), "MRG|100234^^^LFP-MRN^MR"));

        wire.receive(message("ADT^A08", "0920", List.of(FIRST).subList(2, 8).toArray(String[]::new)));

        assertThat(wire.all(AllergyIntolerance.class)).hasSize(1);
        assertThat(wire.all(Condition.class)).hasSize(1);
        assertThat(wire.all(Procedure.class)).hasSize(1);
        assertThat(wire.all(Observation.class)).hasSize(1);
    }
}
