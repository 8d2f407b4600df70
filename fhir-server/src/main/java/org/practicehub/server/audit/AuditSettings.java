package org.practicehub.server.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the audit trail is kept.
 *
 * @param whenUnavailable what becomes of a request whose event cannot be stored. {@code refuse}, the default: it is answered with
 *     503 and nothing leaves. {@code answer}: reads are answered, and their events kept in memory until they can be stored; a
 *     crash loses those. Changes are refused in both
 * @param patience how long an answer waits for its event to be stored
 * @param checkpointEvery how often the end of the chain is signed
 * @param checkpointFile where signed checkpoints are added, beside the database; absent: {@code audit/checkpoints.jsonl} in the
 *     data directory. A place that this machine cannot change afterwards is better
 * @param ownClients system clients that are the practice's own: what they read is no disclosure
 * @param purposes by role, what its people use records for: TREAT, HPAYMT, HOPERAT, PATRQT. Other roles: HOPERAT
 */
@ConfigurationProperties("hub.audit")
record AuditSettings(
        @DefaultValue("refuse") WhenUnavailable whenUnavailable,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("5m") Duration checkpointEvery,
        @Nullable Path checkpointFile,
        @DefaultValue List<String> ownClients,
        @DefaultValue Map<String, String> purposes) {

    enum WhenUnavailable {
        REFUSE,
        ANSWER
    }

    AuditSettings {
        ownClients = List.copyOf(ownClients);
        purposes = Map.copyOf(purposes);
    }

    Path checkpointFile(Path data) {
        return Optional.ofNullable(checkpointFile)
                .filter(file -> !file.toString().isBlank())
                .orElseGet(() -> data.resolve("audit").resolve("checkpoints.jsonl"));
    }

    /** Empty for who has no role: a system uses records for what its contract says. */
    Optional<String> purpose(Caller caller) {
        return Optional.ofNullable(caller.role()).map(role -> purposes.getOrDefault(role, "HOPERAT"));
    }
}
