package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.message;

import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.record.Translation;

/** What a feed's own rules write obeys the same order as all else (G16, G18). */
class OverlaySequenceTest {

    private static final String PRONOUNS = "urn:x-hub:extension:pronouns";
    private static final String PID = "PID|1||100234^^^RVR^MR||Rivera^Elena^^^^^L||19840317|F|||||(312)555-0150^PRN^PH";

    private final Wire wire = new Wire(TestFeeds.named("riverside"));

    @Test
    void replayChangesNothing() {
        wire.receive(message("ADT^A28", "0900", PID, "ZPD|1||she/her|||20261101"));
        wire.receive(message("ADT^A31", "0910", PID, "ZPD|1||||(312)555-0199"));
        List<String> versions = wire.versions();

        Translation first = wire.replay(2);

        assertThat(first.changes()).isEmpty();
        assertThat(wire.versions()).isEqualTo(versions);
    }

    @Test
    void olderEventDoesNotOverwriteWhatANewerOneSet() {
        wire.receive(message("ADT^A28", "0900", PID, "ZPD|1||she/her"));
        wire.receive(message("ADT^A31", "1000", PID, "ZPD|1||they/them"));

        Translation late = wire.receive(message("ADT^A31", "0930", PID, "ZPD|1||he/him"));

        assertThat(late.stale()).hasSize(1);
        assertThat(pronouns()).isEqualTo("they/them");
    }

    @Test
    void messageThatDoesNotSpeakOfThePatientLeavesThemAlone() {
        wire.receive(message("ADT^A28", "0900", PID, "ZPD|1||she/her"));

        wire.receive(message(
                "SIU^S12",
                "1000",
                "SCH||A1^^RVR-APPT|||||||20|min|^^^20261123110000-0600^20261123112000-0600",
                PID,
                "ZPD|1||he/him"));

        assertThat(wire.all(Appointment.class)).hasSize(1);
        assertThat(pronouns()).isEqualTo("she/her");
    }

    private String pronouns() {
        return wire.only(Patient.class).getExtensionString(PRONOUNS);
    }
}
