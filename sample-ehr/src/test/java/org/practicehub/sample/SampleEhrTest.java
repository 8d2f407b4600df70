package org.practicehub.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleEhrTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "--prot 2575 > there is no option --prot",
                "--port > --port needs a value",
                "--port many > --port is a number, not many",
                "--port 70000 > --port is from 1 to 65535, not 70000",
                "--pace fast > --pace is a time like 500ms, 2s or 1m, not fast",
                "--zone Chicago > --zone is a time zone like America/Chicago, not Chicago",
                "--seed x > --seed is a number, not x",
            })
    void saysWhatIsWrongWithAnOption(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(SampleEhr.WRONG_OPTIONS);
        assertThat(err()).startsWith("sample EHR: " + message).endsWith("--help tells what there is");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThat(run("--practice", folder.toString(), "--state", folder.toString()))
                .isEqualTo(SampleEhr.UNREADABLE);
        assertThat(err()).isEqualTo("sample EHR: there is no file " + folder.resolve("practice.csv"));
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isEqualTo(SampleEhr.FINE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--host", "--once", "--pace <time>");
    }

    @Test
    void namesTheDefaultsThatItsHelpNames() {
        Options options = Options.parse(List.of());

        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(2575);
        assertThat(options.practice()).isEqualTo(Path.of("config/demo"));
        assertThat(options.state()).isEqualTo(Path.of("data/sample-ehr"));
        assertThat(options.pace()).hasSeconds(2);
        assertThat(options.seed()).isEqualTo(1);
        assertThat(Options.HELP)
                .contains("(127.0.0.1)", "(2575)", "(config/demo)", "(data/sample-ehr)", "1m (2s)", "(1)");
    }

    @Test
    void sendsOneOfEverythingAndEnds() {
        try (Receiver receiver = Receiver.thatAccepts()) {
            int code = run(
                    "--port",
                    "" + receiver.port(),
                    "--practice",
                    Demo.FOLDER.toString(),
                    "--state",
                    folder.resolve("state").toString(),
                    "--once");

            assertThat(code).isEqualTo(SampleEhr.FINE);
            assertThat(err()).isEmpty();
            assertThat(receiver.received()).hasSizeGreaterThan(300);
            assertThat(out.toString(StandardCharsets.UTF_8)
                            .lines()
                            .reduce((a, b) -> b)
                            .orElse(""))
                    .endsWith("one pass of every event is done: "
                            + receiver.received().size() + " messages, 0 refused");
        }
    }

    private int run(String... args) {
        return SampleEhr.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8).strip();
    }
}
