package org.practicehub.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, killed as an operating system kills. */
@Timeout(20)
class KilledProcessTest {

    @TempDir
    Path state;

    @Test
    void losesNothingAndRepeatsOnlyTheBytesThatWereUnderWay() throws IOException, InterruptedException {
        try (Receiver receiver = Receiver.thatAccepts()) {
            for (int messages : new int[] {60, 250}) {
                Process process = start(receiver.port());
                receiver.awaitMessages(messages);
                process.destroyForcibly().waitFor();
            }
            int killedAt = receiver.received().size();
            Process process = start(receiver.port());
            receiver.awaitMessages(killedAt + 100);
            process.destroyForcibly().waitFor();

            List<Hl7> distinct = receiver.received().stream().distinct().toList();
            assertThat(receiver.received().size() - distinct.size()).isLessThanOrEqualTo(2);
            assertThat(distinct)
                    .extracting(Hl7::controlId)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(distinct.stream().filter(m -> m.event().equals("S12")).map(Hl7::appointment))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void endsWithinASecondWhenAskedTo() throws IOException, InterruptedException {
        try (Receiver receiver = Receiver.thatAccepts()) {
            Process process = start(receiver.port());
            receiver.awaitMessages(1);

            process.destroy();

            assertThat(process.waitFor(1, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process start(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Path.of("target", "classes").toString(),
                        "org.practicehub.sample.SampleEhr",
                        "--port",
                        String.valueOf(port),
                        "--practice",
                        Demo.FOLDER.toString(),
                        "--state",
                        state.toString(),
                        "--pace",
                        "1ms")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
