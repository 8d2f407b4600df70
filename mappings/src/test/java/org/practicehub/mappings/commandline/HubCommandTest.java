package org.practicehub.mappings.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCommandTest {

    private static final String MESSAGE =
            "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123090000-0600||ADT^A28^ADT_A05|1|P|2.5.1\r"
                    + "EVN|A28|20261123090000-0600\rPID|1||100234^^^CLN^MR||Rivera^Elena||19840317|F\rZPD|1||she/her\r";
    private static final String FEED =
            """
            feed: clinic
            zone: UTC
            authorities: { CLN: { system: 'urn:oid:2.999.1', type: MR, key: true } }
            set:
              - { from: ZPD-3, to: Patient.extension(pronouns).valueString }
            """;

    @TempDir
    Path config;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** The feeds and dialects that come with the hub pass, samples included. */
    @Test
    void findsNothingWrongWithWhatComesWithTheHub() throws IOException {
        assertThat(run("", "check", "../config")).isZero();
        assertThat(err()).isEmpty();
        assertThat(out()).contains("samples/1-booked.hl7  SIU^S12").contains("new        Appointment/");
    }

    @Test
    void tellsMistakesByFileLineAndColumn() throws IOException {
        feed(FEED + "drop: Patient.telcom\n");

        assertThat(run("", "check", config.toString())).isEqualTo(1);

        assertThat(err())
                .isEqualTo(config.resolve("feeds/clinic/feed.yaml")
                        + ":6:15 — Patient has no element 'telcom'; did you mean 'telecom'?\n");
    }

    @Test
    void showsWhatASampleBecomes() throws IOException {
        feed(FEED);
        sample();

        assertThat(run("", "check", config.toString())).isZero();

        assertThat(out()).containsPattern("new        Patient/\\S+  11 values").contains("nothing is written down");
    }

    @Test
    void showsTheDifferenceToWhatIsExpected() throws IOException {
        feed(FEED);
        sample();
        run("", "check", "--write", config.toString());
        assertThat(run("", "check", config.toString())).isZero();
        feed(FEED.replace("ZPD-3", "ZPD-2"));

        assertThat(run("", "check", config.toString())).isEqualTo(1);

        assertThat(err()).contains("1.hl7:1:1 — the sample becomes something else than 1.json says, in 2 elements");
        assertThat(out()).contains("extension[0].valueString\n      expected  she/her\n      is        (nothing)\n");
    }

    @Test
    void tellsOfASampleThatTheFeedDoesNotTake() throws IOException {
        feed(FEED + "match: { MSH-3: OTHER }\n");
        sample();

        assertThat(run("", "check", config.toString())).isEqualTo(1);

        assertThat(err()).contains("1.hl7:1:1 — the feed's 'match' does not take this message");
    }

    @Test
    void explainsAMessage() throws IOException {
        feed(FEED);

        assertThat(run(MESSAGE, "explain", "--config", config.toString(), "clinic"))
                .isZero();

        assertThat(out())
                .containsPattern("name\\[0].family +Rivera +PID-5.1 +PidToPatient.java:\\d+\n")
                .containsPattern("gender +female +PID-8 +PidToPatient.java:\\d+ +sent: F\n")
                .containsPattern("extension\\[0].valueString +she/her +ZPD-3 +\\S+feed.yaml:5\n");
    }

    @Test
    void saysWhichFeedsThereAre() throws IOException {
        feed(FEED);

        assertThat(run(MESSAGE, "explain", "--config", config.toString(), "clinc"))
                .isEqualTo(1);

        assertThat(err()).contains("There is no feed 'clinc'").contains("There are: clinic");
    }

    @Test
    void saysHowItIsUsed() throws IOException {
        assertThat(run("", "explian")).isEqualTo(2);

        assertThat(err()).startsWith("Usage: ./hub check");
    }

    private void feed(String yaml) throws IOException {
        Files.writeString(
                Files.createDirectories(config.resolve("feeds/clinic")).resolve("feed.yaml"), yaml);
    }

    private void sample() throws IOException {
        Files.writeString(
                Files.createDirectories(config.resolve("feeds/clinic/samples")).resolve("1.hl7"), MESSAGE);
    }

    private int run(String in, String... arguments) throws IOException {
        out.reset();
        err.reset();
        return new HubCommand(
                        name -> Optional.empty(),
                        new ByteArrayInputStream(in.getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
