package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.HubProcess;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two hubs on one database, started at the same moment on empty tables; one is killed in the middle of a stream and the sender
 * goes on with the other, sending again what was not answered (G15, G19). Nothing is lost and nothing is there twice.
 */
class KilledHubIT {
    private static final Duration WORKED_OFF = Duration.ofMinutes(6);
    private static final int PATIENTS = 40;

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient sql =
            JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));

    @Test
    void nothingIsLostAndNothingIsThereTwice(@TempDir Path folder) {
        Map<String, String> settings = Map.of(
                "HUB_DATABASE_URL", database.url(),
                "HUB_DATABASE_USER", database.user(),
                "HUB_DATABASE_PASSWORD", database.password(),
                "HUB_MASTER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        try (HubProcess first = HubProcess.start(folder.resolve("first.log"), data(settings, folder, "first"));
                HubProcess second = HubProcess.start(folder.resolve("second.log"), data(settings, folder, "second"))) {
            first.ready();
            second.ready();
            List<String> stream = stream();

            int unanswered = sendUntilKilled(first, stream);
            resend(second, stream.subList(unanswered, stream.size()));

            await().atMost(WORKED_OFF).until(() -> count("hub_message where state = 'received'") == 0);
        }

        assertThat(count("hub_message where state = 'held'")).isZero();
        assertThat(count("hub_message")).isEqualTo(PATIENTS * 3);
        for (int i = 0; i < PATIENTS; i++) {
            assertThat(identifiers("Patient", mrn(i))).as("patients " + mrn(i)).isEqualTo(1);
            assertThat(identifiers("Appointment", filler(i)))
                    .as("appointments " + filler(i))
                    .isEqualTo(1);
        }
        // Each booking was moved once, so each appointment has exactly two versions.
        assertThat(count("hfj_resource where res_type = 'Appointment' and res_ver = 2"))
                .isEqualTo(PATIENTS);
        assertThat(count("hfj_resource where res_type = 'Appointment'")).isEqualTo(PATIENTS);
    }

    /** Each patient is registered, booked and moved; the events of all are shuffled into each other. */
    private static List<String> stream() {
        Instant start = Instant.now().plus(60, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        List<String> stream = new ArrayList<>();
        for (int i = 0; i < PATIENTS; i++) {
            stream.add(Hl7.adt("A28", mrn(i), "Killed", "Number" + i));
        }
        for (int i = 0; i < PATIENTS; i++) {
            stream.add(Hl7.booking("S12", filler(i), mrn(i), "Killed", start.plus(i, ChronoUnit.HOURS)));
        }
        for (int i = 0; i < PATIENTS; i++) {
            stream.add(Hl7.booking("S13", filler(i), mrn(i), "Killed", start.plus(i + 100, ChronoUnit.HOURS)));
        }
        return stream;
    }

    /** The index of the first message that got no answer. */
    private static int sendUntilKilled(HubProcess hub, List<String> stream) {
        int killAfter = stream.size() * 2 / 3;
        try (MllpClient sender = hub.connect()) {
            for (int i = 0; i < stream.size(); i++) {
                if (i == killAfter) {
                    // The message is on its way, and the hub dies with it in its hands.
                    sender.write(MllpClient.frame(
                            stream.get(i).replace('\n', '\r').getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                    hub.kill();
                    return i;
                }
                assertThat(sender.send(stream.get(i))).contains("MSA|AA|");
            }
        } catch (UncheckedIOException e) {
            return killAfter;
        }
        throw new IllegalStateException("the hub was not killed");
    }

    private static void resend(HubProcess hub, List<String> messages) {
        try (MllpClient sender = hub.connect()) {
            messages.forEach(message -> assertThat(sender.send(message)).contains("MSA|AA|"));
        }
    }

    private static Map<String, String> data(Map<String, String> settings, Path folder, String name) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("hub.data", folder.resolve(name).toString());
        return all;
    }

    private static String mrn(int i) {
        return Integer.toString(910_000 + i);
    }

    private static String filler(int i) {
        return "K-" + i;
    }

    private long identifiers(String type, String value) {
        return count("hub_identifier where type = '" + type + "' and value = '" + value + "'");
    }

    private long count(String what) {
        return sql.sql("select count(*) from " + what).query(Long.class).single();
    }
}
