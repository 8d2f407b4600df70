package org.practicehub.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.TestHub;

/** The roles are changed while the hub runs. */
class PolicyIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestHub hub = TestHub.shared();
    private final Path roles = TestHub.config().resolve("roles.yaml");
    private final String before = read();
    private final Caller biller = new Caller(hub, Minted.person(hub, "biller", "user/*.cruds", Map.of()));

    @AfterEach
    void asTheyWere() throws IOException {
        Files.writeString(roles, before);
        await().atMost(SOON).until(() -> biller.get("Claim").status() == 200);
    }

    /** The change is in the audit trail, too. */
    @Test
    void aChangeHoldsWithinSecondsAndIsRecorded() throws IOException {
        assertThat(biller.get("Claim").status()).isEqualTo(200);

        Files.writeString(roles, before.replace("      - user/Claim.crus\n", ""));

        await().atMost(SOON).until(() -> biller.get("Claim").status() == 403);
        assertThat(biller.get("ClaimResponse").status()).isEqualTo(200);
        Caller privacy = new Caller(hub, Minted.person(hub, "privacy", "user/AuditEvent.rs", Map.of()));
        assertThat(privacy.get("AuditEvent?subtype=roles").entries()).isPositive();
        // Each request's event says which version of the rules it was judged by.
        assertThat(privacy.get("AuditEvent?agent-name=biller&_count=50").body().findValues("policy").stream()
                        .map(Object::toString)
                        .distinct())
                .hasSizeGreaterThan(1)
                .allMatch(text -> text.contains("urn:sha256:"));
    }

    /** What held before goes on holding. */
    @Test
    void aMistakeIsNotTakenOver() throws IOException {
        Files.writeString(roles, before.replace("user/Claim.crus", "user/Clam.crus"));

        await().during(Duration.ofSeconds(6))
                .atMost(SOON)
                .until(() -> biller.get("Claim").status() == 200);
    }

    private String read() {
        try {
            return Files.readString(roles);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
