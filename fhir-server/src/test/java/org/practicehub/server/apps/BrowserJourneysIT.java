package org.practicehub.server.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.server.testing.TestHub;

/**
 * The journeys of smart-apps/e2e in Chromium, from a socket to a screen: a real hub, the sample EHR's day in it, real SMART
 * launches. Skipped, saying so, where there is no Chromium.
 */
class BrowserJourneysIT {
    private static final Path APPS = Path.of("..", "smart-apps");
    private static final Path SAMPLE_EHR = Path.of("..", "sample-ehr", "target", "sample-ehr.jar");
    private static final Path LOG = Path.of("target", "journeys.log").toAbsolutePath();
    private static final Duration LONGEST_DAY = Duration.ofMinutes(10);
    private static final long LONGEST_MINUTES = 20;

    @Test
    void theJourneysSucceed(@TempDir Path folder) throws Exception {
        Optional<Path> chromium = chromium();
        assumeThat(chromium)
                .as("there is no Chromium on this machine; the browser tests are skipped")
                .isPresent();
        assumeThat(APPS.resolve("node_modules"))
                .as("the apps were not built; the browser tests are skipped")
                .exists();
        TestHub hub = TestHub.shared();
        playADay(hub, folder);

        ProcessBuilder playwright = new ProcessBuilder(
                        "npx", "playwright", "test", "-c", "e2e/playwright.config.ts", "--project=journeys")
                .directory(APPS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        playwright
                .environment()
                .putAll(Map.of(
                        "HUB_URL", hub.base(),
                        "HUB_MLLP_PORT", Integer.toString(hub.mllp()),
                        "HUB_CHROMIUM", chromium.get().toString()));
        Process journeys = playwright.start();

        assertThat(journeys.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES))
                .as("the journeys end; what they said is in %s", LOG)
                .isTrue();
        assertThat(journeys.exitValue())
                .as("failed journeys; their traces are in smart-apps/e2e/test-results\n%s", Files.readString(LOG))
                .isZero();
    }

    /** Today's visits as an EHR sends them, so that the screens have something to show. */
    private static void playADay(TestHub hub, Path folder) throws IOException, InterruptedException {
        Path ehrLog = folder.resolve("sample-ehr.log");
        Process ehr = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        SAMPLE_EHR.toString(),
                        "--port",
                        Integer.toString(hub.mllp()),
                        "--practice",
                        Path.of("..", "config", "demo").toString(),
                        "--state",
                        folder.toString(),
                        "--once")
                .redirectErrorStream(true)
                .redirectOutput(ehrLog.toFile())
                .start();
        assertThat(ehr.waitFor())
                .as("exit of the sample EHR, which said: %s", Files.readString(ehrLog))
                .isZero();
        hub.workOff(LONGEST_DAY);
    }

    private static Optional<Path> chromium() {
        return List.of(
                        Optional.ofNullable(System.getenv("HUB_CHROMIUM")).orElse("/usr/bin/chromium"),
                        "/usr/bin/chromium-browser")
                .stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
