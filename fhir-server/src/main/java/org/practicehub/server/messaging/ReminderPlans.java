package org.practicehub.server.messaging;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.files.WatchedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** The plans as their file says now. A change is taken on within seconds, whole or not at all. */
class ReminderPlans {
    private static final Logger LOG = LoggerFactory.getLogger(ReminderPlans.class);

    private final WatchedFile file;
    private final boolean sandbox;
    private final Environment environment;
    private volatile Plans plans;

    /** @param sandbox whether a gateway may be one that sends nothing */
    ReminderPlans(Path path, boolean sandbox, Environment environment) {
        this.file = new WatchedFile(path);
        this.sandbox = sandbox;
        this.environment = environment;
        try {
            this.plans = read(file.text());
        } catch (FeedsRefused refused) {
            throw new CannotStart(String.valueOf(refused.getMessage()), "Correct the file and start again.", refused);
        }
    }

    Plans now() {
        return plans;
    }

    /** Takes on what has changed. */
    void look() {
        file.look().ifPresent(text -> {
            try {
                plans = read(text);
                LOG.info("The reminders' plans have been read anew.");
            } catch (FeedsRefused refused) {
                LOG.error("The reminders' plans have changed and stay as they were: {}", refused.getMessage());
            }
        });
    }

    private Plans read(String text) throws FeedsRefused {
        if (text.isBlank()) {
            return none();
        }
        Plans read = PlansFile.read(
                file.path().toString(), text, name -> Optional.ofNullable(environment.getProperty(name)));
        if (!sandbox
                && read.enabled()
                && read.gateways().values().stream().anyMatch(GatewaySettings.Sandbox.class::isInstance)) {
            throw new FeedsRefused(List.of(new ConfigurationError(
                    file.path().toString(),
                    1,
                    1,
                    "a sandbox sends nothing to anybody, so it stands in the demo alone; name a gateway, or set"
                            + " hub.reminders.sandbox for a rehearsal")));
        }
        return read;
    }

    private static Plans none() {
        Quiet never = new Quiet(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        return new Plans(
                "",
                false,
                false,
                never,
                1,
                1,
                Duration.ZERO,
                "US",
                "en",
                "",
                new Plans.Practice("", "", ZoneId.of("UTC")),
                List.of(),
                Map.of(),
                Map.of());
    }
}
